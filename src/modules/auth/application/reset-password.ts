import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../common/errors/index.js';
import { PasswordHasher } from '../../../infra/crypto/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { Outbox } from '../../../infra/outbox/index.js';
import { AuditTrail } from '../../audit/index.js';
import { Accounts, maySignIn } from '../../users/index.js';
import { AuthErrors } from '../domain/auth.errors.js';
import { PasswordChanged } from '../domain/auth.events.js';
import type { Device } from '../domain/session.js';
import { KnownNetworks } from './known-networks.js';
import { OneTimeTokens } from './one-time-tokens.js';
import { PasswordPolicy } from './password-policy.js';
import { SignInAttempts } from './sign-in-attempts.js';
import { SignOut } from './sign-out.js';

/** Sets a new password for whoever has the token of a mail, and signs out everybody else (004-13). */
@Injectable()
export class ResetPassword {
  constructor(
    private readonly accounts: Accounts,
    private readonly policy: PasswordPolicy,
    private readonly passwords: PasswordHasher,
    private readonly tokens: OneTimeTokens,
    private readonly attempts: SignInAttempts,
    private readonly networks: KnownNetworks,
    private readonly signOut: SignOut,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * A password that is refused leaves the token as it is.
   *
   * @throws DomainError `validation-failed` for a weak password, `invalid-or-expired-token`
   */
  async execute(token: string, password: string, device: Device): Promise<void> {
    const ownerId = await this.tokens.ownerOf(token, 'password_reset');
    const owner = ownerId === undefined ? undefined : await this.accounts.find(ownerId);
    await this.policy.enforce(password, 'password', owner);
    if (!owner || !maySignIn(owner)) throw new DomainError(AuthErrors.invalidLink);
    const passwordHash = await this.passwords.hash(password);
    await this.transactions.run(async () => {
      const userId = await this.tokens.use(token, 'password_reset');
      await this.accounts.setPasswordHash(userId, passwordHash);
      // The mail has arrived, so the address is theirs.
      await this.accounts.markEmailVerified(userId);
      await this.signOut.everywhere(userId, { reason: 'password-reset' });
      // Once more, for those who were let in with the old password before the new one could be seen.
      await this.transactions.afterCommit(() =>
        this.signOut.everywhere(userId, { reason: 'password-reset' }),
      );
      // Strangers who guess can't keep out who reads the mail, now or in a minute.
      await this.transactions.afterCommit(() => this.openTheWay(userId, device));
      await this.outbox.publish(new PasswordChanged({ userId }));
      const target = { type: 'user', id: userId } as const;
      await this.audit.record({ action: 'auth.password-reset', target, by: userId });
    });
  }
  private async openTheWay(userId: string, device: Device): Promise<void> {
    await this.attempts.forgive(userId);
    await this.networks.remember(userId, device);
  }
}
