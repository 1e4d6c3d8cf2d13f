import type { FieldError } from '../../../common/errors/index.js';

/** In characters; the longest that NIST and ASVS 6.2.9 want to see taken, and short enough to hash at once. */
export const PASSWORD_LENGTH = { min: 8, max: 128 };

const RULES: readonly { code: string; detail: string; holds: (password: string) => boolean }[] = [
  {
    code: 'too-short',
    detail: `needs at least ${PASSWORD_LENGTH.min} characters`,
    holds: (password) => Array.from(password).length >= PASSWORD_LENGTH.min,
  },
  {
    code: 'too-long',
    detail: `has more than ${PASSWORD_LENGTH.max} characters`,
    holds: (password) => Array.from(password).length <= PASSWORD_LENGTH.max,
  },
  { code: 'no-lower-case', detail: 'needs a lower-case letter', holds: (it) => /\p{Ll}/u.test(it) },
  { code: 'no-upper-case', detail: 'needs an upper-case letter', holds: (it) => /\p{Lu}/u.test(it) },
  { code: 'no-digit', detail: 'needs a digit', holds: (it) => /\p{Nd}/u.test(it) },
];

/**
 * What a new password lacks under the policy `standard` (000-51, X25). Letters and digits of any script count.
 *
 * @param field where the password stood in the request
 */
export const passwordProblems = (password: string, field: string): FieldError[] =>
  RULES.filter(({ holds }) => !holds(password)).map(({ code, detail }) => ({
    pointer: `/${field}`,
    code,
    detail,
  }));
