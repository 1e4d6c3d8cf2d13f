import { hash } from 'node:crypto';

/** A strong entity tag of a body (RFC 9110, 8.8.3). */
export const entityTag = (body: string | Buffer): string => `"${hash('sha1', body, 'base64url')}"`;

/** Whether an `If-None-Match` header names the tag, compared weakly as RFC 9110, 13.1.2 asks for. */
export function matchesEntityTag(ifNoneMatch: string, tag: string): boolean {
  if (ifNoneMatch === tag) return true;
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === tag);
}
