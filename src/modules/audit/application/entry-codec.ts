import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { AuditContent, PersonalPart } from '../domain/audit-entry.js';

/** What of an entry its recorder's code covers: all that never changes. */
export const contentOf = ({
  id,
  at,
  action,
  outcome,
  actor,
  target,
  subject,
  requestId,
  before,
  after,
  personalDigest,
}: AuditContent): object => ({
  id,
  at: at.toISOString(),
  action,
  outcome,
  actor,
  target,
  subject,
  requestId,
  before,
  after,
  personalDigest,
});

/** Tells nothing about what it is of: the salt is part of it. */
export const digestOf = (personal: PersonalPart): string =>
  createHash('sha256')
    .update(canonicalize(personal) ?? '')
    .digest('base64url');

/** What the removal of a personal part covers: of which entry, of which part, and when. */
export const redactionContentOf = (
  { id, personalDigest }: Pick<AuditContent, 'id' | 'personalDigest'>,
  at: Date,
): object => ({ id, at: at.toISOString(), personalDigest });
