/** What a code that is sent by mail is good for; worthless for anything else. */
export const CODE_PURPOSES = ['sign-in', 'reauthenticate'] as const;
export type CodePurpose = (typeof CODE_PURPOSES)[number];

export const CODE_DIGITS = 6;

/** How often a code may be tried. With six digits, a stranger guesses one of 200,000 (ASVS 6.5.4). */
export const CODE_TRIES = 5;

/** What is known of a code; the code itself is stored nowhere (001-07, A.7). */
export interface EmailCode {
  /** Random; the code is derived from it. */
  readonly codeId: string;
  /** A keyed hash of the address that it was asked for. */
  readonly addressHash: string;
  readonly purpose: CodePurpose;
  /** Whose account it is; null for an address without one, whose code nobody gets. */
  readonly userId: string | null;
  /** A keyed hash: a plain one of six digits could be tried out. */
  readonly codeHash: string;
  readonly attempts: number;
  readonly usedAt: Date | null;
  readonly expiresAt: Date;
}
