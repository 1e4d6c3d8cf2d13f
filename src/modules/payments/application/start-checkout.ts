import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../common/access/index.js';
import { CommonErrors, DomainError } from '../../../common/errors/index.js';
import { PaymentsConfig } from '../../../config/index.js';
import { Clock } from '../../../infra/clock/index.js';
import { duplicateFields, Transactions } from '../../../infra/mongo/index.js';
import { Courses, type CourseInfo } from '../../courses/index.js';
import { EnrollmentErrors, Enrollments } from '../../enrollments/index.js';
import { People } from '../../users/index.js';
import { PaymentProviders } from '../domain/payment-provider.js';
import { sameMoney } from '../domain/payment-states.js';
import { PaymentErrors } from '../domain/payment.errors.js';
import type { Billing } from '../domain/billing.js';
import type { Customer, Payment, PaymentMethod } from '../domain/payment.js';
import { PaymentRepository, type NewPayment } from '../persistence/payment.repository.js';
import { BillingVault } from './billing-vault.js';
import { OpenCheckout } from './open-checkout.js';
import { snapshotOf } from './payment-facts.js';
import { WithdrawCheckout } from './withdraw-checkout.js';

const MINUTE_MS = 60_000;
/** How long a seat waits for somebody who has to bring cash. */
const CASH_LIFETIME_MS = 7 * 24 * 60 * MINUTE_MS;

/** A provider opens no checkout for less time than this (Stripe). */
const SHORTEST_MS = 30 * MINUTE_MS;

/** Two requests that begin a payment at the same moment collide once; the second then finds what the first has made. */
const ATTEMPTS = 5;

export interface CheckoutWish {
  readonly buyer: Pick<Principal, 'userId' | 'emailVerified'>;
  readonly courseId: string;
  readonly method: PaymentMethod;
  /** Replaces what was given before for the same payment; unless it is left out. */
  readonly billing?: Billing;
  readonly metadata: NewPayment['metadata'];
}

/**
 * Begins to buy a course. A payment that can still be made for it by the same method and at the same price is taken up again
 * rather than a second one made; any other is withdrawn.
 */
@Injectable()
export class StartCheckout {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly courses: Courses,
    private readonly enrollments: Enrollments,
    private readonly people: People,
    private readonly providers: PaymentProviders,
    private readonly vault: BillingVault,
    private readonly openCheckout: OpenCheckout,
    private readonly withdrawCheckout: WithdrawCheckout,
    private readonly transactions: Transactions,
    private readonly config: PaymentsConfig,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws DomainError `course-not-found`, `course-free`, `payment-processing`, what `Enrollments.openForPayment` refuses
   * and what {@link OpenCheckout} throws
   */
  async execute(wish: CheckoutWish): Promise<Payment> {
    const course = await this.courses.find(wish.courseId);
    if (!course) throw new DomainError(EnrollmentErrors.courseNotFound);
    if (course.price.amount === 0) throw new DomainError(EnrollmentErrors.courseFree);
    if (wish.method !== 'cash') this.providers.of(wish.method);
    const contact = await this.people.findContact(wish.buyer.userId);
    if (!contact) throw new DomainError(CommonErrors.notFound);
    const { name, email } = contact;
    const { payment, replaced } = await this.take(wish, course, { name, email });
    if (replaced) await this.withdrawCheckout.closeAtProvider(replaced);
    return this.openCheckout.execute(payment);
  }

  private async take(wish: CheckoutWish, course: CourseInfo, customer: Customer) {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.transactions.run(() => this.takeUp(wish, course, customer), {
          inTurnOf: `checkout:${wish.buyer.userId}:${course.id}`,
        });
      } catch (error) {
        if (duplicateFields(error).length === 0 || attempt === ATTEMPTS) throw error;
      }
    }
  }

  private async takeUp(
    { buyer, courseId, method, billing, metadata }: CheckoutWish,
    { price, title }: CourseInfo,
    customer: Customer,
  ): Promise<{ payment: Payment; replaced?: Payment }> {
    const { enrollmentId, isPaid, mustHold } = await this.enrollments.openForPayment({ ...buyer, courseId });
    if (isPaid) throw new DomainError(PaymentErrors.beingPaid);
    const now = this.clock.now();
    const open = await this.payments.findOpen(enrollmentId);
    if (open?.status === 'processing') throw new DomainError(PaymentErrors.beingPaid);
    if (open?.method === method && sameMoney(open.amount, price) && canBePaid(open, now))
      return { payment: billing ? await this.bill(open, billing) : open };
    if (open) await this.payments.transition(open, 'cancelled', { cancelledAt: now });
    const id = this.payments.newId();
    const payment = await this.payments.create({
      id,
      userId: buyer.userId,
      courseId,
      enrollmentId,
      amount: price,
      method,
      customer: { ...customer, ...(billing && this.vault.seal(id, billing)) },
      description: title,
      metadata,
      expiresAt: new Date(now.getTime() + this.lifetimeOf(method)),
    });
    await this.enrollments.setCurrentPayment({ enrollmentId, payment: snapshotOf(payment) });
    if (mustHold) await this.enrollments.holdCourse(courseId);
    return { payment, replaced: open };
  }

  private async bill(open: Payment, billing: Billing): Promise<Payment> {
    const billed = await this.payments.setBilling(open.id, this.vault.seal(open.id, billing));
    if (!billed) throw new DomainError(CommonErrors.conflict);
    return billed;
  }

  private lifetimeOf(method: PaymentMethod): number {
    return method === 'cash' ? CASH_LIFETIME_MS : this.config.CHECKOUT_LIFETIME_MINUTES * MINUTE_MS;
  }
}

/** Whether there is time to pay: a checkout that wasn't opened yet needs some. */
function canBePaid({ method, redirectUrl, expiresAt }: Payment, now: Date): boolean {
  const needed = method === 'cash' || redirectUrl !== null ? 0 : SHORTEST_MS;
  return expiresAt!.getTime() - now.getTime() > needed;
}
