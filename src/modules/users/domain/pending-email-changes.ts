/** An e-mail address that an account shall have, once both addresses have confirmed it. */
export interface PendingEmailChange {
  readonly newEmail: string;
  /** Whether the address that the account has still has to approve; one that was never confirmed needn't. */
  readonly needsOldConfirmation: boolean;
  readonly oldConfirmedAt: Date | null;
  readonly newConfirmedAt: Date | null;
  readonly requestedAt: Date;
  readonly expiresAt: Date;
}

/** Knows which changes of address are on their way. The module that signs people in brings it. */
export abstract class PendingEmailChanges {
  abstract find(userId: string): Promise<PendingEmailChange | undefined>;
}
