import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { Repository, trusted } from '../../../infra/mongo/index.js';
import type { Payment } from '../domain/payment.js';
import type { OpenedCheckout } from '../domain/payment-provider.js';
import { toPayment } from './payment.mapping.js';
import { PAYMENT_MODEL, type PaymentDocument } from './payment.schema.js';

/** The side of payments that waits: for the provider's checkout to be opened, and for the time that it may take. */
@Injectable()
export class CheckoutRepository extends Repository<PaymentDocument> {
  constructor(@InjectModel(PAYMENT_MODEL) model: Model<PaymentDocument>) {
    super(model);
  }

  /**
   * Takes the right to open the provider's checkout. Of all who ask at the same time one gets it, until it is over.
   *
   * @returns whether the caller has it; false also when the checkout is open already
   */
  claimOpening(id: string, now: Date, until: Date): Promise<boolean> {
    return this.updateOne(
      {
        _id: new Types.ObjectId(id),
        isOpen: true,
        redirectUrl: null,
        $or: [{ openingUntil: null }, { openingUntil: trusted({ $lte: now }) }],
      },
      { $set: { openingUntil: until } },
    );
  }

  async releaseOpening(id: string): Promise<void> {
    await this.updateOne({ _id: new Types.ObjectId(id) }, { $set: { openingUntil: null } });
  }

  /** Records where the buyer pays. @returns the payment; undefined when it isn't open any more */
  async recordOpened(
    id: string,
    { refs, redirectUrl }: OpenedCheckout,
    now: Date,
  ): Promise<Payment | undefined> {
    const known = Object.entries(refs).filter(([, value]) => value);
    const changed = await this.change(
      { _id: new Types.ObjectId(id), isOpen: true },
      {
        $set: {
          ...Object.fromEntries(known.map(([name, value]) => [`provider.${name}`, value])),
          redirectUrl,
          openingUntil: null,
          lookedUpAt: now,
        },
      },
    );
    return changed ? toPayment(changed) : undefined;
  }

  /** Checkouts whose time is over, longest over first. */
  async findDue(now: Date, limit: number): Promise<Payment[]> {
    const due = await this.find(
      { releaseAt: trusted({ $lte: now }) },
      { sort: { releaseAt: 1, _id: 1 }, limit },
    );
    return due.map(toPayment);
  }

  async postpone(id: string, releaseAt: Date): Promise<void> {
    await this.updateOne({ _id: new Types.ObjectId(id) }, { $set: { releaseAt } });
  }

  /** Nothing waits for this payment any more. */
  async letGo(id: string): Promise<void> {
    await this.updateOne({ _id: new Types.ObjectId(id) }, { $unset: { releaseAt: 1 } });
  }

  /** Open checkouts at a provider about which nobody has asked since, longest ago first. */
  async findUnheardOf(since: Date, limit: number): Promise<Payment[]> {
    const found = await this.find(
      {
        isOpen: true,
        lookedUpAt: trusted({ $lte: since, $ne: null }),
        method: trusted({ $ne: 'cash' }),
      },
      { sort: { lookedUpAt: 1, _id: 1 }, limit },
    );
    return found.map(toPayment);
  }

  async noteLookUp(id: string, now: Date): Promise<void> {
    await this.updateOne({ _id: new Types.ObjectId(id) }, { $set: { lookedUpAt: now } });
  }
}
