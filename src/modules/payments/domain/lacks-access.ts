import { isPaid } from './payment-states.js';
import type { Payment, PaymentFlag } from './payment.js';

/** What is known of the enrollment that was paid for; the last of it, where it went with its course. */
interface PaidFor {
  readonly status: string;
  readonly currentPaymentId: string | null;
  /** When the learner enrolled last. */
  readonly enrolledAt: Date;
  /** Since when there is, or was, access. */
  readonly activatedAt: Date | null;
}

/** In these states an enrollment hasn't got what its payment is for. Others have had it, and ended otherwise. */
const WITHOUT_ACCESS: ReadonlySet<string> = new Set(['pending', 'waitlisted', 'cancelled']);

/** What is to become of these was decided, or is for a person to decide. */
const DECIDED: readonly PaymentFlag[] = ['late-money', 'high-risk'];

/**
 * Whether a payment has not brought what it is for, and is to be made good. Not when access was given and an administrator
 * has ended it since, nor when the learner has enrolled anew after the payment: that is to be paid for again.
 */
export function lacksAccess(
  { id, status, flags, paidAt }: Pick<Payment, 'id' | 'status' | 'flags' | 'paidAt'>,
  enrollment: PaidFor | undefined,
): boolean {
  if (!paidAt || !isPaid(status) || status === 'refunded' || DECIDED.some((flag) => flags.includes(flag)))
    return false;
  if (!enrollment) return true;
  const isOther = enrollment.currentPaymentId !== null && enrollment.currentPaymentId !== id;
  if (isOther || !WITHOUT_ACCESS.has(enrollment.status) || enrollment.enrolledAt > paidAt) return false;
  const wasOpened = enrollment.activatedAt !== null && enrollment.activatedAt >= paidAt;
  return !(enrollment.status === 'cancelled' && wasOpened);
}
