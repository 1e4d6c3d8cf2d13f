import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, mongo } from 'mongoose';
import { DomainError } from '../../common/errors/index.js';
import { Clock, Ids } from '../clock/index.js';
import { trusted } from '../mongo/index.js';
import type { IdempotencyKeyRecord, StoredAnswer } from './idempotency-key.schema.js';
import { IdempotencyErrors } from './idempotency.errors.js';

export const IDEMPOTENCY_KEY_MODEL = 'IdempotencyKey';

/** An attempt that died is taken over after this; one that is only slow must be done by then. */
const LEASE_MS = 60_000;
const LIFETIME_MS = 24 * 60 * 60_000;
const RETRY_AFTER_SECONDS = 1;
const DUPLICATE_KEY = 11_000;

/** Either the right to do the work, or the answer of who did it. */
export type Claim = { readonly claim: string } | { readonly answer: StoredAnswer };

/** Who works on which request, and what was answered. */
@Injectable()
export class IdempotencyKeys {
  constructor(
    @InjectModel(IDEMPOTENCY_KEY_MODEL) private readonly records: Model<IdempotencyKeyRecord>,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * Takes the right to work on a request. Of all who ask at the same time one gets it.
   *
   * @throws DomainError `idempotency-in-progress` while another has it, `idempotency-key-reused` when the record is of
   * another request
   */
  async claim(id: string, fingerprint: string, user?: string): Promise<Claim> {
    const claim = this.ids.uuid();
    if (await this.tryToClaim(id, fingerprint, claim, user)) return { claim };
    const record = await this.records.findById(id).lean();
    if (record && record.fingerprint !== fingerprint) throw new DomainError(IdempotencyErrors.keyReused);
    if (record?.answer) return { answer: withBuffer(record.answer) };
    throw new DomainError(IdempotencyErrors.inProgress, { retryAfterSeconds: RETRY_AFTER_SECONDS });
  }

  /** Records the answer, unless somebody else has taken over since. */
  async complete(id: string, claim: string, answer: StoredAnswer): Promise<void> {
    const expiresAt = new Date(this.clock.now().getTime() + LIFETIME_MS);
    await this.records.updateOne({ _id: id, claim }, { $set: { answer, expiresAt } });
  }

  /** Gives the right back: nothing has happened, and a repetition may try anew. */
  async release(id: string, claim: string): Promise<void> {
    await this.records.deleteOne({ _id: id, claim });
  }

  /** Drops everything that somebody was answered. */
  async forget(user: string): Promise<void> {
    await this.records.deleteMany({ user });
  }

  /** An upsert that finds a record only if it has expired, and so collides with one that hasn't. */
  private async tryToClaim(id: string, fingerprint: string, claim: string, user?: string): Promise<boolean> {
    const now = this.clock.now();
    try {
      await this.records.updateOne(
        { _id: id, expiresAt: trusted({ $lte: now }) },
        {
          $set: {
            fingerprint,
            claim,
            ...(user && { user }),
            expiresAt: new Date(now.getTime() + LEASE_MS),
          },
          $unset: { answer: 1 },
        },
        { upsert: true },
      );
      return true;
    } catch (error) {
      if ((error as mongo.MongoServerError).code === DUPLICATE_KEY) return false;
      throw error;
    }
  }
}

/** Lean documents hold the driver's own kind of bytes. */
const withBuffer = ({ body, ...answer }: StoredAnswer): StoredAnswer =>
  body ? { ...answer, body: Buffer.from((body as unknown as mongo.Binary).buffer) } : answer;
