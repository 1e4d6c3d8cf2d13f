import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../common/errors/index.js';
import { PasswordHasher } from '../../../infra/crypto/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { Outbox } from '../../../infra/outbox/index.js';
import { AuditTrail } from '../../audit/index.js';
import { Accounts } from '../../users/index.js';
import { AuthErrors } from '../domain/auth.errors.js';
import { PasswordChanged } from '../domain/auth.events.js';
import type { Device } from '../domain/session.js';
import { PasswordPolicy } from './password-policy.js';
import { SignInAttempts } from './sign-in-attempts.js';
import { SignOut } from './sign-out.js';

export interface PasswordChange {
  readonly currentPassword: string;
  readonly newPassword: string;
}

/** Sets a new password for somebody who knows the current one, and signs out all other devices (ASVS 6.2.3, 7.4.3). */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly accounts: Accounts,
    private readonly policy: PasswordPolicy,
    private readonly passwords: PasswordHasher,
    private readonly attempts: SignInAttempts,
    private readonly signOut: SignOut,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * @throws DomainError `no-password` for those who sign in by other means only, `validation-failed` for a weak password,
   *   `wrong-password` also when somebody else has changed it at the same moment, `too-many-attempts`
   */
  async execute(
    { userId, sessionId }: { readonly userId: string; readonly sessionId: string },
    { currentPassword, newPassword }: PasswordChange,
    device: Device,
  ): Promise<void> {
    const owner = await this.accounts.find(userId);
    const currentHash = await this.accounts.findPasswordHash(userId);
    if (!owner || currentHash === undefined) throw new DomainError(AuthErrors.noPassword);
    await this.policy.enforce(newPassword, 'newPassword', owner);
    const target = { kind: 'password', name: owner.email, userId } as const;
    const isRight = await this.attempts.guard(
      target,
      device,
      async () => (await this.passwords.matches(currentPassword, currentHash)) || undefined,
    );
    if (!isRight) throw new DomainError(AuthErrors.wrongPassword);
    const newHash = await this.passwords.hash(newPassword);
    const session = { userId, sessionId };
    if (await this.replace(session, currentHash, newHash)) return;
    // A sign-in at the same moment can have renewed the hash of the same password; the change is what was wanted.
    const renewed = await this.accounts.findPasswordHash(userId);
    const isSame = await this.passwords.matches(currentPassword, renewed);
    if (!isSame || renewed === undefined || !(await this.replace(session, renewed, newHash)))
      throw new DomainError(AuthErrors.wrongPassword);
  }

  /** @returns whether the hash was still the current one */
  private replace(
    { userId, sessionId }: { readonly userId: string; readonly sessionId: string },
    currentHash: string,
    newHash: string,
  ): Promise<boolean> {
    return this.transactions.run(async () => {
      if (!(await this.accounts.replacePasswordHash(userId, currentHash, newHash))) return false;
      await this.signOut.elsewhere(userId, sessionId, 'password-changed');
      // Once more, for those who were let in with the old password before the new one could be seen.
      await this.transactions.afterCommit(() =>
        this.signOut.elsewhere(userId, sessionId, 'password-changed'),
      );
      await this.outbox.publish(new PasswordChanged({ userId }));
      await this.audit.record({ action: 'auth.password-changed', target: { type: 'user', id: userId } });
      return true;
    });
  }
}
