import type { AuditAction } from './audit-action.js';
import type { AuditActor, AuditTarget, Outcome } from './audit-entry.js';
import type { Fields } from './changes.js';

/** Who did it, as far as the person concerned is told. */
export const DOERS = ['self', 'staff', 'system', 'unknown'] as const;
export type Doer = (typeof DOERS)[number];

/** Something that happened with somebody's account, as that person sees it (002-30). */
export interface Activity {
  readonly id: string;
  readonly userId: string;
  readonly action: AuditAction;
  readonly outcome: Outcome;
  readonly at: Date;
  readonly by: Doer;
  readonly target: AuditTarget;
  readonly details: Fields;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
}

/** @param subject the person concerned */
export function doerOf({ kind, id }: AuditActor, subject: string): Doer {
  if (id === subject) return 'self';
  if (kind === 'user') return 'staff';
  return kind === 'system' ? 'system' : 'unknown';
}

/** People see from where they themselves came, and who could not get in; not where an administrator sits. */
export const showsOrigin = (by: Doer): boolean => by === 'self' || by === 'unknown';
