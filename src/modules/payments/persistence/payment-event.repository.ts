import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { mapPage, type Page } from '../../../common/pagination/index.js';
import { Repository, trusted } from '../../../infra/mongo/index.js';
import type { PaymentEvent } from '../domain/payment-event.js';
import type { PaymentMethod } from '../domain/payment.js';
import type { ProviderEvent } from '../domain/payment-provider.js';
import { PAYMENT_EVENT_MODEL, type PaymentEventDocument } from './payment-event.schema.js';

/** Something that was decided here rather than reported. */
export interface LogEntry {
  readonly provider: PaymentMethod;
  readonly eventId: string;
  readonly type: string;
  readonly paymentId: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly at: Date;
}

/** Inbox of the providers' events, and transaction log (000-50). */
@Injectable()
export class PaymentEventRepository extends Repository<PaymentEventDocument> {
  constructor(@InjectModel(PAYMENT_EVENT_MODEL) model: Model<PaymentEventDocument>) {
    super(model);
  }

  has(provider: PaymentMethod, eventId: string): Promise<boolean> {
    return this.exists({ provider, eventId });
  }

  /** Stores an event. @returns its id @throws a duplicate key when it is stored already */
  async receive(
    provider: PaymentMethod,
    { paymentId, ...event }: ProviderEvent,
    retryAt: Date,
  ): Promise<string> {
    const { _id } = await this.insert({ ...event, provider, payment: toId(paymentId), retryAt });
    return _id.toString();
  }

  /** Writes down what was decided, in the transaction of the decision. */
  async log({ paymentId, at, ...entry }: LogEntry): Promise<void> {
    await this.insert({
      ...entry,
      payment: new Types.ObjectId(paymentId),
      state: 'processed',
      occurredAt: at,
      processedAt: at,
    });
  }

  async findById(id: string): Promise<PaymentEvent | undefined> {
    const found = await this.findOneById(id);
    return found ? toEvent(found) : undefined;
  }

  /** What happened to a payment, in order. */
  async listOf(paymentId: string, page: { limit: number; cursor?: string }): Promise<Page<PaymentEvent>> {
    const filter = { payment: new Types.ObjectId(paymentId) };
    return mapPage(await this.page(filter, { sort: { createdAt: 1 }, ...page }), toEvent);
  }

  /** @param paymentId whose it turned out to be; null when it concerns no payment of ours */
  async markProcessed(id: string, paymentId: string | null, now: Date): Promise<void> {
    await this.updateOne(
      { _id: new Types.ObjectId(id), state: trusted({ $ne: 'processed' }) },
      {
        $set: {
          state: 'processed',
          processedAt: now,
          error: null,
          payment: paymentId && new Types.ObjectId(paymentId),
        },
        $inc: { attempts: 1 },
        $unset: { retryAt: 1 },
      },
    );
  }

  async markFailed(id: string, error: string, retryAt: Date): Promise<void> {
    await this.updateOne(
      { _id: new Types.ObjectId(id), state: trusted({ $ne: 'processed' }) },
      { $set: { state: 'failed', error, retryAt }, $inc: { attempts: 1 } },
    );
  }

  /** The ids of events that are to be taken up again, those that wait longest first. */
  async findDue(now: Date, limit: number): Promise<string[]> {
    const found = await this.find(
      { retryAt: trusted({ $lte: now }) },
      { sort: { retryAt: 1 }, limit, fields: ['state'] },
    );
    return found.map(({ _id }) => _id.toString());
  }
}

function toEvent({ _id, payment, refs = {}, createdAt, ...values }: PaymentEventDocument): PaymentEvent {
  return {
    ...values,
    id: _id.toString(),
    paymentId: payment?.toString() ?? null,
    refs,
    receivedAt: createdAt,
  };
}

/** Signed by the provider, but what it calls our id may have been written by another system. */
const toId = (paymentId: string | null) =>
  paymentId !== null && /^[0-9a-f]{24}$/i.test(paymentId) ? new Types.ObjectId(paymentId) : null;
