/** Somebody, as another provider knows them. */
export interface Identity {
  /** Names the provider: `github`. */
  readonly provider: string;
  /** Stable for ever, unlike names and addresses. */
  readonly providerUserId: string;
  /** What the account is called there. */
  readonly name: string;
  readonly email: string | null;
  /** Whether the provider has seen that the address is theirs. */
  readonly emailVerified: boolean;
  readonly firstName: string;
  readonly lastName: string;
}

/** An account elsewhere with which somebody signs in here. */
export interface LinkedIdentity {
  readonly provider: string;
  /** As it was called when it was linked; null where that was not kept. */
  readonly name: string | null;
  readonly linkedAt: Date;
}
