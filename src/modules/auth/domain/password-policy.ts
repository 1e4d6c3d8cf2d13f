/** What a new password needs (X25). */
export type PasswordPolicyName = 'standard' | 'nist';

/** In characters; the longest that NIST and ASVS 6.2.9 want to see taken, and short enough to hash at once. */
export const PASSWORD_LENGTH = { min: 8, max: 128 };

/** NIST SP 800-63B-4, 3.1.1.2: for a password that stands alone. */
const NIST_MIN_LENGTH = 15;

/** Shorter words of one's own are in half of all passwords by chance. */
const OWN_WORD_LENGTH = 4;

/** A piece that makes a password by being repeated is one word if it is longer, and no word at all if it isn't. */
const SHORT_PIECE = 4;

/** Whose password it shall be: what others know of them is easily guessed (ASVS 6.2.11). */
export interface PasswordOwner {
  readonly email?: string;
  readonly username?: string;
}

export interface PasswordProblem {
  readonly code: string;
  readonly detail: string;
}

interface Rule extends PasswordProblem {
  readonly holds: (password: string) => boolean;
}

const lengthOf = (password: string) => Array.from(password).length;

const atLeast = (min: number): Rule => ({
  code: 'too-short',
  detail: `needs at least ${min} characters`,
  holds: (password) => lengthOf(password) >= min,
});

const TOO_LONG: Rule = {
  code: 'too-long',
  detail: `has more than ${PASSWORD_LENGTH.max} characters`,
  holds: (password) => lengthOf(password) <= PASSWORD_LENGTH.max,
};

/** Letters and digits of any script count. */
const RULES: Readonly<Record<PasswordPolicyName, readonly Rule[]>> = {
  standard: [
    atLeast(PASSWORD_LENGTH.min),
    TOO_LONG,
    { code: 'no-lower-case', detail: 'needs a lower-case letter', holds: (it) => /\p{Ll}/u.test(it) },
    { code: 'no-upper-case', detail: 'needs an upper-case letter', holds: (it) => /\p{Lu}/u.test(it) },
    { code: 'no-digit', detail: 'needs a digit', holds: (it) => /\p{Nd}/u.test(it) },
  ],
  nist: [atLeast(NIST_MIN_LENGTH), TOO_LONG],
};

const OWN_WORD: PasswordProblem = {
  code: 'own-name',
  detail: 'must not contain the user name or what stands before the @ of the e-mail address',
};

export const COMMON_PASSWORD: PasswordProblem = {
  code: 'common-password',
  detail: 'is one that many people use, or that is made of such a one. Choose another',
};

/** What a new password lacks under a policy (000-51, X25), but for the list of common ones. */
export function problemsOf(
  password: string,
  policy: PasswordPolicyName,
  owner: PasswordOwner = {},
): PasswordProblem[] {
  const broken = RULES[policy]
    .filter(({ holds }) => !holds(password))
    .map(({ code, detail }) => ({ code, detail }));
  return containsOwnWord(password, owner) ? [...broken, OWN_WORD] : broken;
}

function containsOwnWord(password: string, { email, username }: PasswordOwner): boolean {
  const folded = fold(password);
  return [email?.split('@', 1)[0], username]
    .map((word) => fold(word ?? ''))
    .some((word) => lengthOf(word) >= OWN_WORD_LENGTH && folded.includes(word));
}

/**
 * What a password comes down to when somebody guesses: itself, the word between digits and signs that make up less than
 * half of it (`Password-1`), and the piece that it repeats. If one of them is common, the password is.
 */
export function essenceOf(password: string): string[] {
  const folded = fold(password);
  const word = folded.replace(/^[^\p{L}]+/u, '').replace(/[^\p{L}]+$/u, '');
  const isMostOfIt = lengthOf(word) * 2 > lengthOf(folded);
  const piece = repeatedPieceOf(folded);
  return [folded, ...(isMostOfIt ? [word] : []), ...(piece === undefined ? [] : [piece])];
}

/** Whether a password is nothing but a few characters again and again. */
export const isMonotonous = (password: string): boolean => {
  const piece = repeatedPieceOf(fold(password));
  return piece !== undefined && lengthOf(piece) <= SHORT_PIECE;
};

/** A text that repeats a piece is found in itself, doubled, before its end. */
function repeatedPieceOf(text: string): string | undefined {
  const at = (text + text).indexOf(text, 1);
  return at > 0 && at < text.length ? text.slice(0, at) : undefined;
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase();
