import { domainEvent } from '../../../common/events/index.js';

interface Paid {
  readonly [key: string]: string;
  readonly paymentId: string;
  readonly userId: string;
  readonly courseId: string;
}

/** The money is there. */
export class PaymentCompleted extends domainEvent<Paid>('PaymentCompleted') {}

/** A payment came to nothing. */
export class PaymentFailed extends domainEvent<Paid>('PaymentFailed') {}

/** Money went back; `refundId` says which refund, `amount` how much as a decimal string. */
export class PaymentRefunded extends domainEvent<
  Paid & { readonly refundId: string; readonly amount: string; readonly currency: string }
>('PaymentRefunded') {}

/** Something about a payment needs a person: a wrong amount, money that came too late, a failed refund. */
export class PaymentFlagged extends domainEvent<Paid & { readonly flag: string }>('PaymentFlagged') {}

/** A provider's event is stored and waits to be processed. For this module alone. */
export class PaymentEventReceived extends domainEvent<{ eventId: string }>('PaymentEventReceived') {}

/** A refund is promised and waits to be handed to the provider. For this module alone. */
export class RefundRequested extends domainEvent<{ paymentId: string; refundId: string }>(
  'RefundRequested',
) {}
