import { ApiProperty } from '@nestjs/swagger';
import { PageInfoDto } from '../../../common/pagination/index.js';
import { EVENT_STATES, type EventState } from '../domain/payment-event.js';
import type { PaymentEvent } from '../domain/payment-event.js';
import { PAYMENT_METHODS, type PaymentMethod } from '../domain/payment.js';

/** Something that was reported or decided about a payment. */
export class PaymentEventDto {
  /** @example "665f1c2ab7e4c0a1d2e3f40e" */
  id: string;

  /**
   * The same in each delivery, by which the provider's dashboard finds it
   * @example "evt_1Nabc"
   */
  eventId: string;

  /**
   * The provider's own word, or ours for what was decided here
   * @example "checkout.session.completed"
   */
  type: string;

  @ApiProperty({ enum: PAYMENT_METHODS, example: 'stripe' })
  provider: PaymentMethod;

  /** `failed` waits for another attempt */
  @ApiProperty({ enum: EVENT_STATES, example: 'processed' })
  state: EventState;

  /**
   * How often it was tried to process it
   * @example 1
   */
  attempts: number;

  /** Why the last attempt failed */
  @ApiProperty({ type: String, nullable: true, example: null })
  error: string | null;

  /**
   * When it happened, as the provider says
   * @example "2026-01-15T09:31:00.000Z"
   */
  occurredAt: string;

  /** @example "2026-01-15T09:31:02.000Z" */
  receivedAt: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-01-15T09:31:03.000Z' })
  processedAt: string | null;

  static of(event: PaymentEvent): PaymentEventDto {
    const { id, eventId, type, provider, state, attempts, error } = event;
    return {
      id,
      eventId,
      type,
      provider,
      state,
      attempts,
      error,
      occurredAt: event.occurredAt.toISOString(),
      receivedAt: event.receivedAt.toISOString(),
      processedAt: event.processedAt?.toISOString() ?? null,
    };
  }
}

export class PaymentEventPageDto {
  data: PaymentEventDto[];
  page: PageInfoDto;
}
