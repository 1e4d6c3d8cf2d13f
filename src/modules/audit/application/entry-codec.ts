import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { AuditContent, PersonalPart } from '../domain/audit-entry.js';

/** All that never changes; named one by one, since an entry has more. */
const CONTENT: Readonly<Record<keyof AuditContent, true>> = {
  id: true,
  at: true,
  action: true,
  outcome: true,
  actor: true,
  target: true,
  subject: true,
  requestId: true,
  before: true,
  after: true,
  personalDigest: true,
};
const FIELDS = Object.keys(CONTENT) as (keyof AuditContent)[];

/** What of an entry its recorder's code covers. */
export const contentOf = (entry: AuditContent): object => ({
  ...Object.fromEntries(FIELDS.map((field) => [field, entry[field]])),
  at: entry.at.toISOString(),
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
