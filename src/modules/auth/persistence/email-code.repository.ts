import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { Repository, trusted } from '../../../infra/mongo/index.js';
import { CODE_TRIES, type CodePurpose, type EmailCode } from '../domain/email-code.js';
import { EMAIL_CODE_MODEL, type EmailCodeDocument } from './email-code.schema.js';

const FIELDS = ['codeId', 'userId', 'codeHash', 'purpose'] as const satisfies (keyof EmailCode)[];

/** What is needed to know whether a code is right. */
export type KnownCode = Pick<EmailCode, (typeof FIELDS)[number]>;

@Injectable()
export class EmailCodeRepository extends Repository<EmailCodeDocument> {
  constructor(@InjectModel(EMAIL_CODE_MODEL) model: Model<EmailCodeDocument>) {
    super(model);
  }

  /** Puts a code into the place of the one that was sent before. Joins the caller's transaction. */
  async replace({
    addressHash,
    purpose,
    userId,
    ...code
  }: Omit<EmailCode, 'attempts' | 'usedAt'>): Promise<void> {
    const owner = userId === null ? null : new Types.ObjectId(userId);
    await this.model.updateOne(
      { addressHash, purpose },
      { $set: { ...code, userId: owner, attempts: 0, usedAt: null } },
      { upsert: true },
    );
  }

  /** The code that a mail brings, while it can be used. */
  async findUsable(codeId: string, now: Date): Promise<KnownCode | undefined> {
    const found = await this.findOne(
      { codeId, usedAt: null, expiresAt: trusted({ $gt: now }) },
      { fields: FIELDS },
    );
    return found ? toCode(found) : undefined;
  }

  /**
   * Counts a try, before anybody knows whether it is right. Of many at once no more are let through than may try.
   *
   * @returns undefined when there is no code, or none that may be tried any more
   */
  async try(addressHash: string, purpose: CodePurpose, now: Date): Promise<KnownCode | undefined> {
    const counted = await this.change(
      {
        addressHash,
        purpose,
        usedAt: null,
        expiresAt: trusted({ $gt: now }),
        attempts: trusted({ $lt: CODE_TRIES }),
      },
      { $inc: { attempts: 1 } },
      { fields: FIELDS },
    );
    return counted ? toCode(counted) : undefined;
  }

  /** Uses a code up. Of all who have the right one at once, one does. */
  use(codeId: string, now: Date): Promise<boolean> {
    return this.updateOne(
      { codeId, usedAt: null, expiresAt: trusted({ $gt: now }) },
      { $set: { usedAt: now } },
    );
  }

  /** Takes back whatever somebody was sent. Joins the caller's transaction. */
  async removeAll(userId: string): Promise<void> {
    await this.model.deleteMany({ userId });
  }
}

const toCode = ({ codeId, userId, codeHash, purpose }: Pick<EmailCodeDocument, (typeof FIELDS)[number]>) => ({
  codeId,
  codeHash,
  purpose,
  userId: userId?.toString() ?? null,
});
