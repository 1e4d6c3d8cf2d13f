import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { CommonErrors, DomainError } from '../../../common/errors/index.js';
import type { Money } from '../../../common/money/index.js';
import { Repository, trusted } from '../../../infra/mongo/index.js';
import { isOpen } from '../domain/payment-states.js';
import type { SealedBilling } from '../domain/billing.js';
import type {
  Customer,
  FlagResolution,
  Payment,
  PaymentFlag,
  PaymentMethod,
  PaymentStatus,
  ProviderRefs,
} from '../domain/payment.js';
import { toPayment } from './payment.mapping.js';
import { PAYMENT_MODEL, type PaymentDocument, type PaymentMetadata } from './payment.schema.js';

export interface NewPayment {
  readonly id: string;
  readonly userId: string;
  readonly courseId: string;
  readonly enrollmentId: string;
  readonly amount: Money;
  readonly method: PaymentMethod;
  readonly customer: Customer;
  readonly description: string;
  readonly metadata: PaymentMetadata;
  readonly expiresAt: Date;
}

/** What goes with a change of state. */
export type Changes = Partial<
  Pick<
    PaymentDocument,
    | 'paidAt'
    | 'failedAt'
    | 'cancelledAt'
    | 'refundedAt'
    | 'receiptNumber'
    | 'errorDetails'
    | 'refundable'
    | 'risk'
  >
>;

/** The references under which an event can name a payment; each has a unique index. */
const NAMING_REFS = ['paymentIntentId', 'transactionId', 'sessionId'] as const;

/** So many resolutions a payment shows, the latest; its log has them all (T14). */
const MAX_RESOLUTIONS = 50;

/** Payments, from checkout to their end. */
@Injectable()
export class PaymentRepository extends Repository<PaymentDocument> {
  constructor(@InjectModel(PAYMENT_MODEL) model: Model<PaymentDocument>) {
    super(model);
  }

  /** An id for {@link create}, for who has to know it before. */
  newId(): string {
    return new Types.ObjectId().toString();
  }

  /** @throws a duplicate key when the enrollment has another open payment */
  async create(payment: NewPayment): Promise<Payment> {
    const { id, userId, courseId, enrollmentId, ...values } = payment;
    const created = await this.insert({
      ...values,
      _id: new Types.ObjectId(id),
      user: new Types.ObjectId(userId),
      course: new Types.ObjectId(courseId),
      enrollment: new Types.ObjectId(enrollmentId),
      originalAmount: payment.amount.amount,
      isOpen: true,
      releaseAt: payment.expiresAt,
    });
    return toPayment(created);
  }

  async findById(id: string): Promise<Payment | undefined> {
    return mapped(await this.findOneById(id));
  }

  /** The payment that can still be made for an enrollment. */
  async findOpen(enrollmentId: string): Promise<Payment | undefined> {
    return mapped(await this.findOne({ enrollment: new Types.ObjectId(enrollmentId), isOpen: true }));
  }

  /** The payment that an event names in the provider's words. */
  async findByRefs(method: PaymentMethod, refs: ProviderRefs): Promise<Payment | undefined> {
    const names = NAMING_REFS.flatMap((name) => (refs[name] ? [{ [`provider.${name}`]: refs[name] }] : []));
    if (names.length === 0) return undefined;
    return mapped(await this.findOne({ method, $or: names }));
  }

  /**
   * Adds what is known of the provider's references, and reads the payment as it is now. As the first step of a
   * transaction it makes others wait who want to change the same payment.
   */
  async lock(id: string, refs: ProviderRefs = {}): Promise<Payment | undefined> {
    const known = Object.entries(refs).filter(([, value]) => value);
    const found = await this.change(
      { _id: new Types.ObjectId(id) },
      { $set: Object.fromEntries(known.map(([name, value]) => [`provider.${name}`, value])) },
    );
    return mapped(found);
  }

  /** @throws DomainError `conflict` when the payment has left the state in which it was read */
  async transition(payment: Payment, to: PaymentStatus, changes: Changes = {}): Promise<Payment> {
    const changed = await this.change(
      { _id: new Types.ObjectId(payment.id), status: payment.status },
      {
        $set: { status: to, ...changes },
        ...(!isOpen(to) && {
          // A pending enrollment waits on after a failure, in case of another attempt, but not after its money came.
          $unset: { isOpen: 1, ...(changes.paidAt && { releaseAt: 1 }) },
        }),
      },
    );
    if (!changed) throw new DomainError(CommonErrors.conflict);
    return toPayment(changed);
  }

  /** @returns whether nobody was called for this already, or somebody has dealt with it since */
  flag(id: string, flag: PaymentFlag): Promise<boolean> {
    return this.updateOne(
      { _id: new Types.ObjectId(id), openFlags: trusted({ $ne: flag }) },
      { $addToSet: { flags: flag, openFlags: flag } },
    );
  }

  /** Of all who resolve a flag at once, one does. @returns the payment; undefined when it doesn't have that flag any more */
  async resolveFlag(id: string, resolution: FlagResolution): Promise<Payment | undefined> {
    return mapped(
      await this.change(
        { _id: new Types.ObjectId(id), openFlags: resolution.flag },
        {
          $pull: { openFlags: resolution.flag },
          $push: { flagResolutions: { $each: [resolution], $slice: -MAX_RESOLUTIONS } },
        },
      ),
    );
  }

  /** Whom the bill is for; what was there before is gone. @returns the payment; undefined when it isn't open any more */
  async setBilling(id: string, { phone, address }: SealedBilling): Promise<Payment | undefined> {
    return mapped(
      await this.change(
        { _id: new Types.ObjectId(id), isOpen: true },
        { $set: { 'customer.phone': phone, 'customer.address': address } },
      ),
    );
  }

  /** Who took the cash. */
  async noteConfirmation(id: string, confirmedBy: string): Promise<void> {
    await this.updateOne({ _id: new Types.ObjectId(id) }, { $set: { confirmedBy } });
  }

  async noteFailure(id: string, errorDetails: NonNullable<Payment['errorDetails']>): Promise<void> {
    await this.updateOne({ _id: new Types.ObjectId(id) }, { $set: { errorDetails } });
  }
}

const mapped = (found: PaymentDocument | null): Payment | undefined => (found ? toPayment(found) : undefined);
