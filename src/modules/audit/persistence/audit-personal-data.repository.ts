import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { trusted, Types, type Model } from 'mongoose';
import type { Redaction } from '../domain/audit-entry.js';
import { ACTIVITY_MODEL, type ActivityDocument } from './activity.schema.js';
import { AUDIT_LOG_MODEL, type AuditEntryDocument } from './audit-log.schema.js';

/** What the logs hold about somebody. */
@Injectable()
export class AuditPersonalDataRepository {
  constructor(
    @InjectModel(AUDIT_LOG_MODEL) private readonly log: Model<AuditEntryDocument>,
    @InjectModel(ACTIVITY_MODEL) private readonly activity: Model<ActivityDocument>,
  ) {}

  activityOf(userId: string): AsyncIterable<ActivityDocument> {
    return this.activity
      .find({ userId: new Types.ObjectId(userId) })
      .sort({ _id: 1 })
      .lean<ActivityDocument>()
      .cursor();
  }

  async removeActivity(userId: string): Promise<void> {
    await this.activity.deleteMany({ userId: new Types.ObjectId(userId) });
  }

  /** Entries that concern somebody, or that somebody caused, and that still have a personal part. */
  personalEntriesOf(userId: string): AsyncIterable<Pick<AuditEntryDocument, '_id' | 'personalDigest'>> {
    const id = new Types.ObjectId(userId);
    return this.log
      .find({ $or: [{ subject: id }, { 'actor.id': id }], personal: trusted({ $ne: null }) })
      .select('personalDigest')
      .lean<Pick<AuditEntryDocument, '_id' | 'personalDigest'>>()
      .cursor();
  }

  /** Takes the personal part out; the entry stays, and so does what stands for that part. */
  async redact(id: Types.ObjectId, redaction: Redaction): Promise<void> {
    await this.log.updateOne(
      { _id: id, personal: trusted({ $ne: null }) },
      { $set: { personal: null, redaction } },
    );
  }
}
