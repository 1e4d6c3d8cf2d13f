import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../infra/clock/index.js';
import { EncryptedFields, FieldCipher } from '../../../../infra/crypto/index.js';
import type { PendingEmailChange } from '../../../users/index.js';
import type { ChangeSide, EmailChange } from '../../domain/email-change.js';
import { EmailChangeRepository } from '../../persistence/email-change.repository.js';
import type { SealedAddresses } from '../../persistence/email-change.schema.js';

/** Keeps the addresses of changes: nothing but their encrypted form reaches the database (001-19). */
@Injectable()
export class ChangeVault extends EncryptedFields {
  override readonly encryptedFields = [
    { collection: 'email_changes', path: 'oldEmail', contextOf: (id: string) => contextOf(id, 'old') },
    { collection: 'email_changes', path: 'newEmail', contextOf: (id: string) => contextOf(id, 'new') },
  ];

  constructor(
    private readonly changes: EmailChangeRepository,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
  ) {
    super();
  }

  /** As `PendingEmailChanges` asks for it. */
  async find(userId: string): Promise<PendingEmailChange | undefined> {
    const change = await this.changes.findPending(userId, this.clock.now());
    if (!change) return undefined;
    const { needsOldConfirmation, oldConfirmedAt, newConfirmedAt, requestedAt, expiresAt } = change;
    return {
      newEmail: this.open(change, 'new'),
      needsOldConfirmation,
      oldConfirmedAt,
      newConfirmedAt,
      requestedAt,
      expiresAt,
    };
  }

  /** The address of a change, on its way or done; undefined when it is forgotten. */
  async addressOf(changeId: string, side: ChangeSide): Promise<string | undefined> {
    const change = await this.changes.findById(changeId);
    return change && this.open(change, side);
  }

  seal(changeId: string, addresses: Readonly<Record<ChangeSide, string>>): SealedAddresses {
    return {
      oldEmail: this.cipher.encrypt(addresses.old, contextOf(changeId, 'old')),
      newEmail: this.cipher.encrypt(addresses.new, contextOf(changeId, 'new')),
    };
  }

  /** @throws TamperedValueError when what is stored was not written by this application for this change */
  open({ id, oldEmail, newEmail }: Pick<EmailChange, 'id'> & SealedAddresses, side: ChangeSide): string {
    return this.cipher.decrypt(side === 'old' ? oldEmail : newEmail, contextOf(id, side));
  }
}

function contextOf(changeId: string, side: ChangeSide): string {
  return `email_changes/${changeId}/${side}Email`;
}
