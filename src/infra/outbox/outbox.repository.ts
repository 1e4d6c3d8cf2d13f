import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, Types } from 'mongoose';
import { trusted } from '../mongo/index.js';
import type { OutboxRecord } from './outbox.schema.js';

export const OUTBOX_MODEL = 'Outbox';

/** What a publisher knows of an event. */
export type NewEvent = Pick<OutboxRecord, 'type' | 'payload' | 'occurredAt' | 'requestId' | 'actor'>;

/** The events that the queue doesn't have yet, and those that it got lately. */
@Injectable()
export class OutboxRepository {
  constructor(@InjectModel(OUTBOX_MODEL) private readonly events: Model<OutboxRecord>) {}

  /** Joins the transaction of the caller. Stored as they are: they are made in one place, and every use case waits here. */
  async insert(events: readonly NewEvent[]): Promise<void> {
    const records = events.map(({ requestId, actor, ...event }) => ({
      ...event,
      ...(requestId !== undefined && { requestId }),
      ...(actor && { actor }),
      pending: true as const,
      claimedUntil: event.occurredAt,
    }));
    await this.events.insertMany(records, { lean: true });
  }

  /**
   * Takes the oldest pending events that nobody else has. Two callers never get the same event, unless the first has
   * kept it beyond `until`.
   *
   * @param claim a name for this batch that no other has
   */
  async claim(claim: string, now: Date, until: Date, limit: number): Promise<OutboxRecord[]> {
    const free = { pending: true, claimedUntil: trusted({ $lte: now }) } as const;
    const found = await this.events.find(free).sort({ _id: 1 }).limit(limit).select('_id').lean();
    if (found.length === 0) return [];
    const among = { _id: trusted({ $in: found.map(({ _id }) => _id) }) };
    await this.events.updateMany({ ...free, ...among }, { $set: { claim, claimedUntil: until } });
    return this.events
      .find({ ...among, claim })
      .sort({ _id: 1 })
      .lean();
  }

  /** Gives a batch back, so that the next attempt needn't wait for the claim to expire. */
  async release(claim: string, ids: readonly Types.ObjectId[], now: Date): Promise<void> {
    await this.events.updateMany({ _id: trusted({ $in: ids }), claim }, { $set: { claimedUntil: now } });
  }

  /** Records that the queue has a batch. */
  async markRelayed(claim: string, ids: readonly Types.ObjectId[], now: Date): Promise<void> {
    await this.events.updateMany(
      { _id: trusted({ $in: ids }), claim },
      { $set: { relayedAt: now }, $unset: { pending: 1, claim: 1 } },
    );
  }

  /** Drops what was handed over and is about somebody. No index: it looks at the events of a week. */
  async removeRelayedAbout(userId: string): Promise<void> {
    const named = ['userId', 'by', 'instructorId'].map((name) => ({ [`payload.${name}`]: userId }));
    await this.events.deleteMany({ relayedAt: trusted({ $gt: new Date(0) }), $or: named });
  }

  /** How many events wait for the queue, and since when the oldest does. */
  async backlog(): Promise<{ count: number; oldest?: Date }> {
    const [count, oldest] = await Promise.all([
      this.events.countDocuments({ pending: true }),
      this.events.findOne({ pending: true }).sort({ _id: 1 }).select('occurredAt').lean(),
    ]);
    return { count, oldest: oldest?.occurredAt };
  }
}
