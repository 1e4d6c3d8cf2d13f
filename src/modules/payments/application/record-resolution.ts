import { Injectable } from '@nestjs/common';
import { Ids } from '../../../infra/clock/index.js';
import { AuditTrail } from '../../audit/index.js';
import type { FlagResolution, Payment } from '../domain/payment.js';
import { PaymentEventRepository } from '../persistence/payment-event.repository.js';
import { PaymentRepository } from '../persistence/payment.repository.js';

/** Takes a flag off a payment, and writes down who did it and why. Joins the caller's transaction. */
@Injectable()
export class RecordResolution {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly events: PaymentEventRepository,
    private readonly audit: AuditTrail,
    private readonly ids: Ids,
  ) {}

  /** @returns the payment; undefined when the flag isn't open any more: of all who resolve it at once, one does */
  async execute(paymentId: string, resolution: FlagResolution): Promise<Payment | undefined> {
    const resolved = await this.payments.resolveFlag(paymentId, resolution);
    if (!resolved) return undefined;
    const { flag, note, by, at } = resolution;
    await this.events.log({
      provider: resolved.method,
      eventId: `flag-resolved.${this.ids.uuid()}`,
      type: 'flag-resolved',
      paymentId,
      payload: { flag, note, by },
      at,
    });
    await this.audit.record({
      action: 'payment.flag-resolved',
      target: { type: 'payment', id: paymentId },
      after: { courseId: resolved.courseId, flag, note },
      subject: resolved.userId,
    });
    return resolved;
  }
}
