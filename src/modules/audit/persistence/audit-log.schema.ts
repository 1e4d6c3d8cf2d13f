import { Schema, type Types } from 'mongoose';
import { baseSchemaOptions, type BaseDocument } from '../../../infra/mongo/index.js';
import { AUDIT_ACTIONS } from '../domain/audit-action.js';
import {
  ACTOR_KINDS,
  OUTCOMES,
  TARGET_TYPES,
  type AuditActor,
  type RecordedEntry,
  type SealedEntry,
} from '../domain/audit-entry.js';
import { ROLES } from '../../../common/access/index.js';

export const AUDIT_LOG_MODEL = 'AuditEntry';

type Seal = Pick<SealedEntry, 'seq' | 'prevHash' | 'hash' | 'sealKeyId'>;

export interface AuditEntryDocument
  extends Omit<RecordedEntry, 'id' | 'actor' | 'subject'>, Partial<Seal>, BaseDocument {
  readonly actor: Omit<AuditActor, 'id'> & { readonly id: Types.ObjectId | null };
  readonly subject: Types.ObjectId | null;
  /** Until it has its place in the chain. */
  readonly pending?: true;
  /** While it tells something personal. */
  readonly hasPersonal?: true;
  /** Names the occasion, where it can arrive twice. */
  readonly key?: string;
}

// A mac or digest: 32 bytes in base64url.
const CODE = { type: String, required: true, minlength: 43, maxlength: 43 } as const;

/**
 * The `audit_logs` collection: what was done, by whom, from where (A.7). Entries are added and sealed; nothing else is ever
 * changed but that a personal part is taken out.
 */
export const auditLogSchema = new Schema<AuditEntryDocument>(
  {
    at: { type: Date, required: true },
    action: { type: String, enum: AUDIT_ACTIONS, required: true },
    outcome: { type: String, enum: OUTCOMES, required: true },
    actor: {
      kind: { type: String, enum: ACTOR_KINDS, required: true },
      id: { type: Schema.Types.ObjectId, default: null },
      role: { type: String, enum: [...ROLES, null], default: null },
    },
    target: {
      type: { type: String, enum: TARGET_TYPES, required: true },
      id: { type: String, maxlength: 200, default: null },
    },
    subject: { type: Schema.Types.ObjectId, default: null },
    requestId: { type: String, maxlength: 100, default: null },
    // Each action has fields of its own.
    before: { type: Schema.Types.Mixed, default: null },
    after: { type: Schema.Types.Mixed, default: null },
    personal: {
      type: new Schema(
        {
          salt: { type: String, required: true },
          ipAddress: { type: String, maxlength: 45, default: null },
          userAgent: { type: String, maxlength: 300, default: null },
          before: { type: Schema.Types.Mixed, default: null },
          after: { type: Schema.Types.Mixed, default: null },
        },
        { _id: false, minimize: false },
      ),
      default: null,
    },
    personalDigest: CODE,
    redaction: {
      type: new Schema(
        { at: { type: Date, required: true }, keyId: { type: String, required: true }, mac: CODE },
        { _id: false },
      ),
      default: null,
    },
    keyId: { type: String, required: true },
    mac: CODE,
    key: String,
    pending: Boolean,
    hasPersonal: Boolean,
    seq: Number,
    prevHash: String,
    hash: String,
    sealKeyId: String,
  },
  { ...baseSchemaOptions, timestamps: false, collection: 'audit_logs' },
);

// The log, newest first, and a span of time of it.
auditLogSchema.index({ at: -1, _id: -1 });
// The same, of one action.
auditLogSchema.index({ action: 1, at: -1, _id: -1 });
// The same, of one person's doing.
auditLogSchema.index({ 'actor.id': 1, at: -1, _id: -1 });
// The same, of one thing.
auditLogSchema.index({ 'target.id': 1, at: -1, _id: -1 });
// The same, of one kind of things.
auditLogSchema.index({ 'target.type': 1, at: -1, _id: -1 });
// The same, of failures.
auditLogSchema.index({ outcome: 1, at: -1, _id: -1 });
// Removing the personal parts of what concerns somebody.
auditLogSchema.index({ subject: 1 });
// Removing the personal parts of old entries. It holds only what has one.
auditLogSchema.index({ hasPersonal: 1, at: 1 }, { partialFilterExpression: { hasPersonal: true } });
// The chain: a place is taken once.
auditLogSchema.index({ seq: 1 }, { unique: true, partialFilterExpression: { seq: { $gt: 0 } } });
// What the next sealing takes, oldest first. It holds these only, so it stays small.
auditLogSchema.index({ pending: 1, _id: 1 }, { partialFilterExpression: { pending: true } });
// One entry for one occasion.
auditLogSchema.index({ key: 1 }, { unique: true, sparse: true });
