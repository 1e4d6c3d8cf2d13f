import { Injectable } from '@nestjs/common';
import { CommonErrors, DomainError } from '../../../../common/errors/index.js';
import { Transactions } from '../../../../infra/mongo/index.js';
import { Outbox } from '../../../../infra/outbox/index.js';
import { AuditTrail } from '../../../audit/index.js';
import { Accounts } from '../../../users/index.js';
import { AuthErrors } from '../../domain/auth.errors.js';
import { IdentityUnlinked } from '../../domain/auth.events.js';
import { OAuthAccountRepository } from '../../persistence/oauth-account.repository.js';

/** Ends signing in with an account of another provider, unless nothing else would be left. */
@Injectable()
export class UnlinkIdentity {
  constructor(
    private readonly links: OAuthAccountRepository,
    private readonly accounts: Accounts,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError `not-found`, `last-way-in` */
  execute(userId: string, provider: string): Promise<void> {
    return this.transactions.run(async () => {
      const left = await this.links.unlink(userId, provider);
      if (left === undefined) throw new DomainError(CommonErrors.notFound);
      if (left === 0 && (await this.accounts.findPasswordHash(userId)) === undefined)
        throw new DomainError(AuthErrors.lastWayIn);
      await this.outbox.publish(new IdentityUnlinked({ userId, provider }));
      await this.audit.record({
        action: 'auth.provider-unlinked',
        target: { type: 'user', id: userId },
        before: { provider },
      });
    });
  }
}
