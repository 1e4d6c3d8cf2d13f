/**
 * What a one-time token is for (A.7). `email_verify`, `password_reset` and `email_change_*` travel in mails, `oauth_sign_in` in the
 * redirect that ends a sign-in with another provider, `mfa_challenge` in the answer that asks for the second factor.
 */
export const TOKEN_PURPOSES = [
  'email_verify',
  'password_reset',
  'oauth_sign_in',
  'mfa_challenge',
  'email_change_old',
  'email_change_new',
] as const;
export type TokenPurpose = (typeof TOKEN_PURPOSES)[number];

/** Those with which both sides confirm a change of address. */
export const EMAIL_CHANGE_PURPOSES = ['email_change_old', 'email_change_new'] as const;

/** Those that are sent to an address, and worthless when the account has another. */
export const MAILED_PURPOSES = ['email_verify', 'password_reset', ...EMAIL_CHANGE_PURPOSES] as const;

/** What is known of a one-time token; the token itself is stored nowhere. */
export interface AuthToken {
  readonly id: string;
  readonly userId: string;
  readonly purpose: TokenPurpose;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
  /** How often a code was tried with it; of an `mfa_challenge`. */
  readonly attempts: number;
  /** Whether the session that it leads to outlives idleness (X23); of an `mfa_challenge`. */
  readonly isRemembered: boolean;
}
