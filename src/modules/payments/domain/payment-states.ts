import type { Money } from '../../../common/money/index.js';
import type { ProviderProof } from './payment-provider.js';
import type { Payment, PaymentStatus, RefundStatus } from './payment.js';

/** The states of a payment (A.7). What is paid stays paid, whatever is reported late. */
export const PAYMENT_TRANSITIONS: Readonly<Record<PaymentStatus, readonly PaymentStatus[]>> = {
  pending: ['processing', 'completed', 'failed', 'cancelled'],
  processing: ['completed', 'failed', 'cancelled'],
  completed: ['partially_refunded', 'refunded'],
  partially_refunded: ['refunded'],
  refunded: [],
  // Money can arrive late.
  failed: ['completed'],
  cancelled: ['completed'],
};

export const mayBecome = (from: PaymentStatus, to: PaymentStatus): boolean =>
  PAYMENT_TRANSITIONS[from].includes(to);

/** Whether the money is there, or was. */
export const isPaid = (status: PaymentStatus): boolean =>
  status === 'completed' || status === 'partially_refunded' || status === 'refunded';

/** Whether a payment can still be made. An enrollment has one open payment at most. */
export const isOpen = (status: PaymentStatus): boolean => status === 'pending' || status === 'processing';

/** A bank can send a refund back after it succeeded; a failed one never comes to life again. */
export const REFUND_TRANSITIONS: Readonly<Record<RefundStatus, readonly RefundStatus[]>> = {
  pending: ['succeeded', 'failed'],
  succeeded: ['failed'],
  failed: [],
};

/** What a proof means for a payment. */
export type Verdict = 'pay' | 'hold' | 'mismatch' | 'processing' | 'failed' | 'cancelled' | 'nothing';

/**
 * Judges a proof by the payment's own snapshot of amount and currency, never by what the course costs now. Proofs may
 * come in any order and any number of times: the same ones lead to the same state. What is risky is paid and held.
 */
export function judge(
  { status, amount }: { status: PaymentStatus; amount: Money },
  proof: Pick<ProviderProof, 'outcome' | 'amount' | 'risk'>,
): Verdict {
  if (proof.outcome === 'pending') return 'nothing';
  if (proof.outcome === 'paid') {
    if (!sameMoney(amount, proof.amount)) return 'mismatch';
    if (!mayBecome(status, 'completed')) return 'nothing';
    return proof.risk ? 'hold' : 'pay';
  }
  return mayBecome(status, proof.outcome) ? proof.outcome : 'nothing';
}

/** The state of a paid payment of which some was given back. It never goes back: a refund that a bank returned is flagged. */
export function statusAfterRefund(status: PaymentStatus, paid: number, refunded: number): PaymentStatus {
  const target = refunded >= paid ? 'refunded' : 'partially_refunded';
  return refunded > 0 && mayBecome(status, target) ? target : status;
}

/** What providers call the money itself, each time that some is moved. */
const MONEY_REFS = ['paymentIntentId', 'transactionId'] as const;

/**
 * Whether a proof is of other money than that which a payment was made with: the buyer has paid again for the same checkout,
 * as in a second window.
 */
export const isPaidTwice = (
  { status, provider }: Pick<Payment, 'status' | 'provider'>,
  { outcome, refs }: Pick<ProviderProof, 'outcome' | 'refs'>,
): boolean =>
  isPaid(status) &&
  outcome === 'paid' &&
  MONEY_REFS.some((name) => provider[name] && refs[name] && provider[name] !== refs[name]);

export const sameMoney = (one: Money, other: Money | null): boolean =>
  other !== null && one.amount === other.amount && one.currency === other.currency;
