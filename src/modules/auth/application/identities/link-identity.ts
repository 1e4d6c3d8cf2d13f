import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../../common/errors/index.js';
import { Clock } from '../../../../infra/clock/index.js';
import { duplicateFields, Transactions } from '../../../../infra/mongo/index.js';
import { Outbox } from '../../../../infra/outbox/index.js';
import { AuditTrail } from '../../../audit/index.js';
import { Accounts, maySignIn } from '../../../users/index.js';
import { AuthErrors } from '../../domain/auth.errors.js';
import { IdentityLinked } from '../../domain/auth.events.js';
import type { Identity } from '../../domain/identity.js';
import { OAuthAccountRepository } from '../../persistence/oauth-account.repository.js';
import { SessionRepository } from '../../persistence/session.repository.js';

/** Who began to link, and in which session. */
export interface Linker {
  readonly userId: string;
  readonly sessionId: string;
}

/** Lets somebody sign in with an account of another provider, too. */
@Injectable()
export class LinkIdentity {
  constructor(
    private readonly links: OAuthAccountRepository,
    private readonly sessions: SessionRepository,
    private readonly accounts: Accounts,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Links to the account in whose session it was begun, whatever e-mail address the provider shows. Linked already is as
   * good.
   *
   * @throws DomainError `identity-taken`, `provider-linked`; `provider-refused` when the session has ended meanwhile
   */
  async execute(identity: Identity, { userId, sessionId }: Linker): Promise<void> {
    const [isLive, account] = await Promise.all([
      this.sessions.isLive(sessionId, userId, this.clock.now()),
      this.accounts.findStanding(userId),
    ]);
    if (!isLive || !account || !maySignIn(account)) throw new DomainError(AuthErrors.providerRefused);
    try {
      await this.transactions.run(() => this.link(identity, userId));
    } catch (error) {
      if (duplicateFields(error).length === 0) throw error;
      // Somebody was faster, in another tab perhaps: it may be the same that we want.
      if ((await this.links.findUserId(identity)) === userId) return;
      const isOwners = duplicateFields(error).includes('userId');
      throw new DomainError(isOwners ? AuthErrors.providerLinked : AuthErrors.identityTaken);
    }
  }

  private async link(identity: Identity, userId: string): Promise<void> {
    const owner = await this.links.findUserId(identity);
    if (owner === userId) return;
    if (owner !== undefined) throw new DomainError(AuthErrors.identityTaken);
    await this.links.link(identity, userId);
    const { provider } = identity;
    await this.outbox.publish(new IdentityLinked({ userId, provider }));
    await this.audit.record({
      action: 'auth.provider-linked',
      target: { type: 'user', id: userId },
      by: userId,
      after: { provider },
    });
  }
}
