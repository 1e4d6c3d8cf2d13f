import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { Repository, trusted } from '../../../infra/mongo/index.js';
import type { RecordedEntry, SealedEntry } from '../domain/audit-entry.js';
import type { ChainHead, Seal } from '../domain/chain.js';
import { AUDIT_HEAD_MODEL, type AuditHeadDocument } from './audit-head.schema.js';
import { toEntry, toSealed } from './audit-log.mapper.js';
import { AUDIT_LOG_MODEL, type AuditEntryDocument } from './audit-log.schema.js';

/** The chain's only writer's way to the database, and its reader's. */
@Injectable()
export class AuditChainRepository extends Repository<AuditEntryDocument> {
  constructor(
    @InjectModel(AUDIT_LOG_MODEL) model: Model<AuditEntryDocument>,
    @InjectModel(AUDIT_HEAD_MODEL) private readonly heads: Model<AuditHeadDocument>,
  ) {
    super(model);
  }

  async head(): Promise<ChainHead | undefined> {
    const found = await this.heads.findOne({ chain: CHAIN }).lean();
    return found ? toHead(found) : undefined;
  }

  /** Takes the right to move the head on. Of all who try, one gets it. @returns false when another has it */
  async claim(claim: string, now: Date, until: Date): Promise<boolean> {
    const { modifiedCount } = await this.heads.updateOne(
      { chain: CHAIN, $or: [{ claimedUntil: null }, { claimedUntil: trusted({ $lte: now }) }] },
      { $set: { claim, claimedUntil: until } },
    );
    return modifiedCount === 1;
  }

  /** Moves the head on and the end of the claim out. @returns false when the claim is another's by now */
  async advance(claim: string, from: number, to: ChainHead, until: Date): Promise<boolean> {
    const { modifiedCount } = await this.heads.updateOne(
      { chain: CHAIN, claim, seq: from },
      { $set: { ...to, claimedUntil: until } },
    );
    return modifiedCount === 1;
  }

  async release(claim: string): Promise<void> {
    await this.heads.updateOne({ chain: CHAIN, claim }, { $set: { claim: null, claimedUntil: null } });
  }

  hasPending(): Promise<boolean> {
    return this.exists({ pending: true });
  }

  countPending(): Promise<number> {
    return this.count({ pending: true });
  }

  /** Entries without a place, oldest first. */
  async pending(limit: number): Promise<RecordedEntry[]> {
    return (await this.find({ pending: true }, { sort: { _id: 1 }, limit })).map(toEntry);
  }

  /** Gives entries their places. */
  async seal(seals: readonly Seal[]): Promise<void> {
    await this.model.bulkWrite(
      seals.map(({ id, ...seal }) => ({
        updateOne: {
          filter: { _id: new Types.ObjectId(id), pending: true },
          update: { $set: seal, $unset: { pending: 1 } },
        },
      })),
    );
  }

  /** Puts aside what has no right to a place; it stays to be seen. */
  async refuse(ids: readonly string[]): Promise<void> {
    await this.model.updateMany(
      { _id: trusted({ $in: ids.map((id) => new Types.ObjectId(id)) }), pending: true },
      { $unset: { pending: 1 } },
    );
  }

  /** The chain behind a place up to another, in its order. */
  async between(after: number, until: number, limit: number): Promise<SealedEntry[]> {
    const found = await this.find({ seq: trusted({ $gt: after, $lte: until }) }, { sort: { seq: 1 }, limit });
    return found.map(toSealed);
  }

  async last(): Promise<SealedEntry | undefined> {
    const [found] = await this.find({ seq: trusted({ $gt: 0 }) }, { sort: { seq: -1 }, limit: 1 });
    return found && toSealed(found);
  }

  async at(seq: number): Promise<SealedEntry | undefined> {
    const found = await this.findOne({ seq });
    return found ? toSealed(found) : undefined;
  }

  /** What has neither a place nor waits for one. */
  async strays(limit: number): Promise<RecordedEntry[]> {
    return (await this.find({ seq: null, pending: null }, { limit })).map(toEntry);
  }
}

const CHAIN = 'audit_logs';

const toHead = ({ seq, hash, at, keyId, mac }: AuditHeadDocument): ChainHead => ({
  seq,
  hash,
  at,
  keyId,
  mac,
});
