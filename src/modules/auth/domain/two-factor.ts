/** Somebody's authenticator app, and what replaces it once it is lost (003-06, A.7). */
export interface TwoFactor {
  readonly userId: string;
  /** What app and server share, encrypted. */
  readonly secret: string;
  /** The time step of the last code that was taken (RFC 6238); -1 before the first. */
  readonly lastUsedStep: number;
  /** Since when sign-ins ask for it; null while it is set up only. */
  readonly enabledAt: Date | null;
  /** Of the recovery codes that are left. */
  readonly recoveryCodeHashes: readonly string[];
}

/** What its owner sees of it. */
export interface TwoFactorState {
  readonly enabledAt: Date | null;
  readonly recoveryCodesLeft: number;
}

/** How many first codes of an app that is being set up somebody may get wrong in a while. */
export const CODE_ATTEMPTS = { limit: 10, windowSeconds: 900 };

/** How many codes a single sign-in may try; beyond that it begins again with the first factor. */
export const CHALLENGE_ATTEMPTS = 5;
