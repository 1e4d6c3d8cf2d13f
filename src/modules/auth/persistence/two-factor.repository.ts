import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { duplicateFields, Repository, trusted } from '../../../infra/mongo/index.js';
import type { TwoFactor } from '../domain/two-factor.js';
import { TWO_FACTOR_MODEL, type TwoFactorDocument } from './two-factor.schema.js';

const FIELDS = [
  'secret',
  'lastUsedStep',
  'enabledAt',
  'recoveryCodeHashes',
] as const satisfies (keyof TwoFactorDocument)[];

const ON = { enabledAt: trusted({ $ne: null }) };

/** Second factors. What decides about a code is a conditional update: of all who show the same code, one has shown it. */
@Injectable()
export class TwoFactorRepository extends Repository<TwoFactorDocument> {
  constructor(@InjectModel(TWO_FACTOR_MODEL) model: Model<TwoFactorDocument>) {
    super(model);
  }

  /** Of an account, set up or on. */
  async findOf(userId: string): Promise<TwoFactor | undefined> {
    const found = await this.findOne({ userId }, { fields: FIELDS });
    return found ? { ...found, userId } : undefined;
  }

  isOn(userId: string): Promise<boolean> {
    return this.exists({ userId, ...ON });
  }

  /**
   * Keeps a new secret, in place of one that was never used.
   *
   * @returns false when the second factor is on already
   */
  async setUp(userId: string, secret: string): Promise<boolean> {
    const pending = { userId, enabledAt: null };
    const change = { $set: { secret, lastUsedStep: -1 } };
    try {
      await this.model.updateOne(pending, change, { upsert: true, setDefaultsOnInsert: true });
      return true;
    } catch (error) {
      if (duplicateFields(error).length === 0) throw error;
      // There is one now: pending, since somebody was faster, or on.
      return this.updateOne(pending, change);
    }
  }

  /** @returns whether this secret was pending until now */
  enable(
    { userId, secret }: TwoFactor,
    values: Pick<TwoFactor, 'enabledAt' | 'lastUsedStep' | 'recoveryCodeHashes'>,
  ): Promise<boolean> {
    return this.updateOne({ userId, secret, enabledAt: null }, { $set: { ...values, attempts: 0 } });
  }

  /** @returns whether it was there, pending or on */
  async remove(userId: string): Promise<boolean> {
    const { deletedCount } = await this.model.deleteOne({ userId });
    return deletedCount === 1;
  }

  /** @returns whether no code of this step or a later one was taken before */
  useStep({ userId, secret }: TwoFactor, step: number): Promise<boolean> {
    return this.updateOne(
      { userId, secret, ...ON, lastUsedStep: trusted({ $lt: step }) },
      { $set: { lastUsedStep: step, attempts: 0 } },
    );
  }

  /** @returns how many are left; undefined when this isn't one of them */
  async useRecoveryCode(userId: string, hash: string): Promise<number | undefined> {
    const changed = await this.change(
      { userId, ...ON, recoveryCodeHashes: hash },
      { $pull: { recoveryCodeHashes: hash }, $set: { attempts: 0 } },
      { fields: ['recoveryCodeHashes'] },
    );
    return changed?.recoveryCodeHashes.length;
  }

  /** @returns whether the second factor is on */
  replaceRecoveryCodes(userId: string, recoveryCodeHashes: readonly string[]): Promise<boolean> {
    return this.updateOne({ userId, ...ON }, { $set: { recoveryCodeHashes } });
  }

  /**
   * Counts a code that is going to be tried, before it is, so that many at once are no more than one by one.
   *
   * @returns whether it may be; else when again
   */
  async countAttempt(userId: string, now: Date, { limit, until }: { limit: number; until: Date }) {
    const counted = await this.updateOne(
      { userId, attemptsUntil: trusted({ $gt: now }), attempts: trusted({ $lt: limit }) },
      { $inc: { attempts: 1 } },
    );
    if (counted) return { isAllowed: true, until };
    const began = await this.updateOne(
      { userId, $or: [{ attemptsUntil: null }, { attemptsUntil: trusted({ $lte: now }) }] },
      { $set: { attempts: 1, attemptsUntil: until } },
    );
    if (began) return { isAllowed: true, until };
    const found = await this.findOne({ userId }, { fields: ['attemptsUntil'] });
    return { isAllowed: false, until: found?.attemptsUntil ?? until };
  }
}
