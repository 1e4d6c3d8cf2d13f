import type { Role } from '../../../common/access/index.js';
import type { AuditAction } from './audit-action.js';
import type { Fields } from './changes.js';

export const OUTCOMES = ['success', 'failure'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const TARGET_TYPES = [
  'user',
  'session',
  'api-key',
  'enrollment',
  'certificate',
  'payment',
  'course',
  'review',
  'category',
  'phase',
  'job',
  'dead-letter',
  'encryption',
  'audit-log',
] as const;
export type TargetType = (typeof TARGET_TYPES)[number];

/** On what something was done. */
export interface AuditTarget {
  readonly type: TargetType;
  /** Null where there is no such thing, as for a sign-in to an account that doesn't exist. */
  readonly id: string | null;
}

/** `anonymous`: a request of nobody known. `system`: a job or a command that nobody's request caused. */
export const ACTOR_KINDS = ['user', 'anonymous', 'system'] as const;

export interface AuditActor {
  readonly kind: (typeof ACTOR_KINDS)[number];
  readonly id: string | null;
  /** As it was then; null where only the way in could tell. */
  readonly role: Role | null;
}

/** What of an entry may have to be removed. Its salt goes with it, so that nobody can guess what it was. */
export interface PersonalPart {
  readonly salt: string;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
  readonly before: Fields | null;
  readonly after: Fields | null;
}

/** What was recorded, and can't be changed. */
export interface AuditContent {
  readonly id: string;
  readonly at: Date;
  readonly action: AuditAction;
  readonly outcome: Outcome;
  readonly actor: AuditActor;
  readonly target: AuditTarget;
  /** Whom it concerns. */
  readonly subject: string | null;
  readonly requestId: string | null;
  /** The changed fields that tell nothing personal. */
  readonly before: Fields | null;
  readonly after: Fields | null;
  /** Stands for the personal part, also when that is gone. */
  readonly personalDigest: string;
}

/** Proves that this application removed a personal part. */
export interface Redaction {
  readonly at: Date;
  readonly keyId: string;
  readonly mac: string;
}

/** An entry as its recorder writes it: authentic, and not yet in its place. */
export interface RecordedEntry extends AuditContent {
  readonly keyId: string;
  /** Over the content. */
  readonly mac: string;
  readonly personal: PersonalPart | null;
  readonly redaction: Redaction | null;
}

/** An entry in its place in the chain. */
export interface SealedEntry extends RecordedEntry {
  /** 1, 2, 3, ... without a gap. */
  readonly seq: number;
  readonly prevHash: string;
  readonly hash: string;
  /** Of the key that made the hash. */
  readonly sealKeyId: string;
}
