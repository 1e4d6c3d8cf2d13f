import { Schema } from 'mongoose';
import { baseSchemaOptions, type BaseDocument } from '../../../infra/mongo/index.js';
import type { ChainHead } from '../domain/chain.js';

export const AUDIT_HEAD_MODEL = 'AuditHead';

export interface AuditHeadDocument extends ChainHead, BaseDocument {
  readonly chain: string;
  /** Which sealer may move it on, and until when that one alone. */
  readonly claim: string | null;
  readonly claimedUntil: Date | null;
}

/** The `audit_heads` collection: where each chain ends. A migration lays the one that there is, so it is never made anew. */
export const auditHeadSchema = new Schema<AuditHeadDocument>(
  {
    chain: { type: String, required: true },
    seq: { type: Number, required: true, min: 0 },
    hash: { type: String, required: true },
    at: { type: Date, required: true },
    keyId: { type: String, default: null },
    mac: { type: String, default: null },
    claim: { type: String, default: null },
    claimedUntil: { type: Date, default: null },
  },
  { ...baseSchemaOptions, timestamps: false, collection: 'audit_heads' },
);

// The head of a chain; there is one.
auditHeadSchema.index({ chain: 1 }, { unique: true });
