/** Who has to agree: the reader of the address that the account has, and that of the one it shall have. */
export type ChangeSide = 'old' | 'new';

/** A change of address on its way, or done (A.7). */
export interface EmailChange {
  readonly id: string;
  readonly userId: string;
  /** Who asked goes on; all other sessions end with the change. */
  readonly sessionId: string;
  /** Whether the old address has to approve; one that was never confirmed proves nothing. */
  readonly needsOldConfirmation: boolean;
  readonly oldConfirmedAt: Date | null;
  readonly newConfirmedAt: Date | null;
  readonly requestedAt: Date;
  readonly expiresAt: Date;
}

/** Whether everybody has agreed who has to. */
export const isAgreed = ({
  needsOldConfirmation,
  oldConfirmedAt,
  newConfirmedAt,
}: Pick<EmailChange, 'needsOldConfirmation' | 'oldConfirmedAt' | 'newConfirmedAt'>): boolean =>
  newConfirmedAt !== null && (oldConfirmedAt !== null || !needsOldConfirmation);
