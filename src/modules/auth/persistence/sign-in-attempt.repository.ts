import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { duplicateFields, Repository, trusted } from '../../../infra/mongo/index.js';
import type { Attempts } from '../domain/lockout.js';
import { SIGN_IN_ATTEMPT_MODEL, type SignInAttemptDocument } from './sign-in-attempt.schema.js';

const FIELDS = ['failures', 'locks', 'lockUntil'] as const satisfies (keyof Attempts)[];

/** More often than this nobody begins a counter, or forgets it, at the same moment. */
const TRIES = 10;

/** Each step is one conditional update, so that attempts at the same time count like those one after another. */
@Injectable()
export class SignInAttemptRepository extends Repository<SignInAttemptDocument> {
  constructor(@InjectModel(SIGN_IN_ATTEMPT_MODEL) model: Model<SignInAttemptDocument>) {
    super(model);
  }

  /**
   * Counts an attempt, before anybody knows whether it is right.
   *
   * @returns the counter with it
   */
  async add(
    key: string,
    userId: string | undefined,
    { now, expiresAt }: { now: Date; expiresAt: Date },
  ): Promise<Attempts> {
    for (let tried = 1; ; tried += 1) {
      try {
        const counted = await this.model
          .findOneAndUpdate(
            { key, expiresAt: trusted({ $gt: now }) },
            {
              $inc: { failures: 1 },
              $set: { userId: userId === undefined ? null : new Types.ObjectId(userId), expiresAt },
              $setOnInsert: { locks: 0, lockUntil: null },
            },
            { upsert: true, returnDocument: 'after' },
          )
          .lean<SignInAttemptDocument>();
        if (counted) return counted;
      } catch (error) {
        if (duplicateFields(error).length === 0 || tried === TRIES) throw error;
        // Somebody began the counter at the same moment, or it is one that should be forgotten by now (T24).
        await this.model.deleteOne({ key, expiresAt: trusted({ $lte: now }) });
      }
    }
  }

  /**
   * Begins a delay. Of all attempts at the same time that find none, one does.
   *
   * @param locks how many there were before
   * @returns whether it did
   */
  lock(key: string, locks: number, { now, lockUntil }: { now: Date; lockUntil: Date }): Promise<boolean> {
    const isOpen = [{ lockUntil: null }, { lockUntil: trusted({ $lte: now }) }];
    return this.updateOne({ key, locks, $or: isOpen }, { $set: { lockUntil }, $inc: { locks: 1 } });
  }

  /** The counter as it is; null for none. */
  findByKey(key: string): Promise<Attempts | null> {
    return this.findOne({ key }, { fields: FIELDS });
  }

  /** All counters of accounts. */
  async findByUsers(
    userIds: readonly string[],
    now: Date,
  ): Promise<readonly (Attempts & { readonly userId: string })[]> {
    const found = await this.find(
      {
        userId: trusted({ $in: userIds.map((id) => new Types.ObjectId(id)) }),
        expiresAt: trusted({ $gt: now }),
      },
      { fields: [...FIELDS, 'userId'] },
    );
    return found.map(({ userId, ...attempts }) => ({ ...attempts, userId: String(userId) }));
  }

  async clear(key: string): Promise<void> {
    await this.model.deleteOne({ key });
  }

  /** @param except spares these */
  async clearAll(userId: string, except: readonly string[] = []): Promise<void> {
    await this.model.deleteMany({ userId, key: trusted({ $nin: [...except] }) });
  }

  /**
   * Notes that something was done, unless it was done already and isn't forgotten yet.
   *
   * @returns whether it is up to the caller
   */
  async claim(key: string, { now, expiresAt }: { now: Date; expiresAt: Date }): Promise<boolean> {
    try {
      await this.model.updateOne(
        { key, expiresAt: trusted({ $lte: now }) },
        { $set: { expiresAt }, $setOnInsert: { failures: 0, locks: 0, lockUntil: null, userId: null } },
        { upsert: true },
      );
      return true;
    } catch (error) {
      if (duplicateFields(error).length > 0) return false;
      throw error;
    }
  }
}
