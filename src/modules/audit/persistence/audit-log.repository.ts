import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { Repository } from '../../../infra/mongo/index.js';
import type { RecordedEntry } from '../domain/audit-entry.js';
import { toDocument } from './audit-log.mapper.js';
import { AUDIT_LOG_MODEL, type AuditEntryDocument } from './audit-log.schema.js';

/** Adds to the log. There is no other way in, and none to change or remove an entry. */
@Injectable()
export class AuditLogRepository extends Repository<AuditEntryDocument> {
  constructor(@InjectModel(AUDIT_LOG_MODEL) model: Model<AuditEntryDocument>) {
    super(model);
  }

  /** The id of an entry that is about to be written: its code covers it. */
  nextId(): string {
    return new Types.ObjectId().toString();
  }

  /** @param key names the occasion; of all who bring the same, one is recorded */
  async add(entry: RecordedEntry, key?: string): Promise<void> {
    if (key !== undefined && (await this.exists({ key }))) return;
    await this.insert({
      ...toDocument(entry),
      pending: true,
      ...(tellsPersonal(entry) && { hasPersonal: true }),
      ...(key !== undefined && { key }),
    });
  }
}

function tellsPersonal({ personal }: RecordedEntry): boolean {
  if (!personal) return false;
  const { salt: _, ...values } = personal;
  return Object.values(values).some((value) => value !== null);
}
