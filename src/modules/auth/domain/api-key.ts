import type { Permission } from '../../../common/access/index.js';

/** With what a program proves which service account it works for (A.7). The key itself is stored nowhere. */
export interface ApiKey {
  readonly id: string;
  /** The service account. */
  readonly userId: string;
  readonly name: string;
  /** The part of the key that names it; not secret. */
  readonly prefix: string;
  readonly scopes: readonly Permission[];
  /** Null: as many requests a minute as anybody else. */
  readonly rateLimitPerMinute: number | null;
  /** Null: it is good until it is revoked. */
  readonly expiresAt: Date | null;
  /** To the minute. */
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
  /** The administrator who made it; null once that account is erased. */
  readonly createdBy: string | null;
  readonly createdAt: Date;
}

/** What of a key can be changed. */
export type ApiKeyChanges = Partial<Pick<ApiKey, 'name' | 'scopes' | 'expiresAt' | 'rateLimitPerMinute'>>;

/** Whether a key is good at a time, as far as the key itself says. */
export const isGood = (
  { expiresAt, revokedAt }: Pick<ApiKey, 'expiresAt' | 'revokedAt'>,
  now: Date,
): boolean => revokedAt === null && (expiresAt === null || expiresAt > now);

/** What is shown of the last use is that old at most; so a busy key is written once a minute. */
const LAST_USE_PRECISION_MS = 60_000;

/** The latest last use that is too old to be shown at a time. */
export const staleUse = (now: Date): Date => new Date(now.getTime() - LAST_USE_PRECISION_MS);
