import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../common/errors/index.js';
import { formatAmount } from '../../../common/money/index.js';
import { Clock } from '../../../infra/clock/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { Outbox } from '../../../infra/outbox/index.js';
import { Enrollments } from '../../enrollments/index.js';
import type { ProviderProof } from '../domain/payment-provider.js';
import { isOpen, isPaid, isPaidTwice, judge, mayBecome, type Verdict } from '../domain/payment-states.js';
import { PaymentErrors } from '../domain/payment.errors.js';
import { PaymentCompleted, PaymentFailed } from '../domain/payment.events.js';
import type { Payment } from '../domain/payment.js';
import { PaymentEventRepository } from '../persistence/payment-event.repository.js';
import { PaymentRepository } from '../persistence/payment.repository.js';
import { ApplyProvenRefunds } from './apply-proven-refunds.js';
import { FlagPayment } from './flag-payment.js';
import { GrantAccess } from './grant-access.js';
import { factsOf, snapshotOf } from './payment-facts.js';

/** Joins the transaction of a fulfilment: what is to be written down together with its effect. */
export type Recorder = (verdict: Verdict, payment: Payment) => Promise<void>;

/**
 * Draws the consequences of what is proven about a payment. The one way to money's effects, for webhooks, the return of
 * the buyer, cash and the reconcile job alike: all of it happens in one transaction, once however often and in whatever
 * order proofs come (A.7).
 */
@Injectable()
export class Fulfil {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly events: PaymentEventRepository,
    private readonly grantAccess: GrantAccess,
    private readonly refunds: ApplyProvenRefunds,
    private readonly enrollments: Enrollments,
    private readonly flagPayment: FlagPayment,
    private readonly outbox: Outbox,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `payment-not-found`, `access-impossible` (cash only) */
  execute(paymentId: string, proof: ProviderProof, record: Recorder): Promise<Payment> {
    const work = () => this.settle(paymentId, proof, record);
    return this.transactions.run(work, { inTurnOf: `payment:${paymentId}` });
  }

  private async settle(paymentId: string, proof: ProviderProof, record: Recorder): Promise<Payment> {
    const known = await this.payments.lock(paymentId);
    if (!known) throw new DomainError(PaymentErrors.notFound);
    if (isPaidTwice(known, proof)) return this.callForPerson(known, record);
    const payment = (await this.payments.lock(paymentId, proof.refs)) ?? known;
    const verdict = judge(payment, proof);
    const judged = await this.apply(verdict, payment, proof);
    const granted = verdict !== 'pay' || (await this.grantAccess.execute(judged));
    // Cash isn't taken then.
    if (!granted && judged.method === 'cash') throw new DomainError(PaymentErrors.accessImpossible);
    const settled = isPaid(judged.status) ? await this.refunds.execute(judged, proof.refunds) : judged;
    const done = granted ? settled : await this.grantAccess.giveBack(settled);
    await record(verdict, done);
    return done;
  }

  private async apply(verdict: Verdict, payment: Payment, proof: ProviderProof): Promise<Payment> {
    switch (verdict) {
      case 'pay':
        return this.complete(payment);
      case 'hold':
        return this.hold(payment, proof);
      case 'mismatch':
        return this.refuseAmount(payment, proof);
      case 'nothing':
        if (isOpen(payment.status) && proof.failure)
          await this.payments.noteFailure(payment.id, this.details(proof));
        return payment;
      default:
        return this.progress(payment, verdict, proof);
    }
  }

  /** The first money stays what the payment was made with; the second buys nothing, and can't be refunded from here. */
  private async callForPerson(payment: Payment, record: Recorder): Promise<Payment> {
    await this.flagPayment.execute(payment, 'paid-twice');
    await record('nothing', payment);
    return payment;
  }

  private async complete(payment: Payment, risk: string | null = null): Promise<Payment> {
    await this.outbox.publish(new PaymentCompleted(factsOf(payment)));
    return this.payments.transition(payment, 'completed', {
      paidAt: this.clock.now(),
      receiptNumber: `R-${payment.id.toUpperCase()}`,
      refundable: payment.amount.amount,
      errorDetails: null,
      risk,
    });
  }

  /** The provider has the money and warns of it: nothing is given for it before a person has looked. */
  private async hold(payment: Payment, { risk }: ProviderProof): Promise<Payment> {
    const paid = await this.complete(payment, risk);
    await this.flagPayment.execute(paid, 'high-risk');
    await this.events.log({
      provider: paid.method,
      eventId: `held.${paid.id}`,
      type: 'held',
      paymentId: paid.id,
      payload: { risk },
      at: this.clock.now(),
    });
    await this.enrollments.projectPayment({ enrollmentId: paid.enrollmentId, payment: snapshotOf(paid) });
    return paid;
  }

  /** Another amount than was asked for buys nothing, and a person has to look (A.7). */
  private async refuseAmount(payment: Payment, { amount }: ProviderProof): Promise<Payment> {
    await this.flagPayment.execute(payment, 'amount-mismatch');
    if (!mayBecome(payment.status, 'failed')) return payment;
    const paid = amount ? `${formatAmount(amount)} ${amount.currency}` : 'an unknown amount';
    const message = `Asked for ${formatAmount(payment.amount)} ${payment.amount.currency}, the provider got ${paid}.`;
    return this.progress(payment, 'failed', { failure: { code: 'amount-mismatch', message } });
  }

  private async progress(
    payment: Payment,
    to: 'processing' | 'failed' | 'cancelled',
    proof: Pick<ProviderProof, 'failure'>,
  ): Promise<Payment> {
    const changed = await this.payments.transition(payment, to, {
      ...(to === 'failed' && { failedAt: this.clock.now() }),
      ...(to === 'cancelled' && { cancelledAt: this.clock.now() }),
      ...(proof.failure && { errorDetails: this.details(proof) }),
    });
    await this.enrollments.projectPayment({
      enrollmentId: payment.enrollmentId,
      payment: snapshotOf(changed),
    });
    if (to === 'failed') await this.outbox.publish(new PaymentFailed(factsOf(payment)));
    return changed;
  }

  private details({ failure }: Pick<ProviderProof, 'failure'>) {
    const { code, message } = failure ?? { code: 'unknown', message: 'The provider gave no reason.' };
    return { code: code.slice(0, 100), message: message.slice(0, 500), timestamp: this.clock.now() };
  }
}
