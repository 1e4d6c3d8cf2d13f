import type { PaymentMethod } from './payment.js';
import type { ProviderEvent } from './payment-provider.js';

export const EVENT_STATES = ['received', 'processed', 'failed'] as const;
export type EventState = (typeof EVENT_STATES)[number];

/** A stored event: reported by a provider, or decided here. */
export interface PaymentEvent extends Omit<ProviderEvent, 'payload'> {
  readonly id: string;
  readonly provider: PaymentMethod;
  readonly state: EventState;
  readonly attempts: number;
  /** Why the last attempt failed. */
  readonly error: string | null;
  readonly receivedAt: Date;
  readonly processedAt: Date | null;
}
