import { Types } from 'mongoose';
import type { RecordedEntry, SealedEntry } from '../domain/audit-entry.js';
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

export const toEntry = (stored: AuditEntryDocument): RecordedEntry => ({
  id: stored._id.toString(),
  at: stored.at,
  action: stored.action,
  outcome: stored.outcome,
  actor: { kind: stored.actor.kind, id: stored.actor.id?.toString() ?? null, role: stored.actor.role },
  target: { type: stored.target.type, id: stored.target.id },
  subject: stored.subject?.toString() ?? null,
  requestId: stored.requestId,
  before: stored.before,
  after: stored.after,
  personalDigest: stored.personalDigest,
  keyId: stored.keyId,
  mac: stored.mac,
  personal: stored.personal,
  redaction: stored.redaction,
});

export const toSealed = (stored: AuditEntryDocument): SealedEntry => ({
  ...toEntry(stored),
  seq: stored.seq ?? 0,
  prevHash: stored.prevHash ?? '',
  hash: stored.hash ?? '',
  sealKeyId: stored.sealKeyId ?? '',
});
