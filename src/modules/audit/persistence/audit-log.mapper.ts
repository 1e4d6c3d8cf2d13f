import { Types } from 'mongoose';
import type { RecordedEntry } from '../domain/audit-entry.js';
import type { AuditEntryDocument } from './audit-log.schema.js';

const idOf = (id: string | null): Types.ObjectId | null => (id === null ? null : new Types.ObjectId(id));

export function toDocument({ id, actor, subject, ...entry }: RecordedEntry): AuditEntryDocument {
  return {
    ...entry,
    _id: new Types.ObjectId(id),
    actor: { ...actor, id: idOf(actor.id) },
    subject: idOf(subject),
  };
}
