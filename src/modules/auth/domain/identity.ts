/** Where else people have accounts with which they may sign in here. */
export const PROVIDERS = ['github'] as const;
export type ProviderName = (typeof PROVIDERS)[number];

/** Somebody, as another provider knows them. */
export interface Identity {
  readonly provider: ProviderName;
  /** Stable for ever, unlike names and addresses. */
  readonly providerUserId: string;
  readonly email: string | null;
  /** Whether the provider has seen that the address is theirs. */
  readonly emailVerified: boolean;
  readonly firstName: string;
  readonly lastName: string;
}
