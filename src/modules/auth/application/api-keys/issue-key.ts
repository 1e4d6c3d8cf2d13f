import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../../common/access/index.js';
import { DomainError } from '../../../../common/errors/index.js';
import { Clock } from '../../../../infra/clock/index.js';
import { Transactions } from '../../../../infra/mongo/index.js';
import { AuditTrail } from '../../../audit/index.js';
import { Accounts } from '../../../users/index.js';
import type { ApiKey } from '../../domain/api-key.js';
import { AuthErrors } from '../../domain/auth.errors.js';
import { ApiKeyRepository } from '../../persistence/api-key.repository.js';
import { hashToken } from '../token-hash.js';
import { requireFuture, requireOwnScopes } from './key-rules.js';
import { newKey } from './key-text.js';

export type KeyOrder = Pick<ApiKey, 'name' | 'scopes' | 'expiresAt' | 'rateLimitPerMinute'> & {
  readonly serviceAccountId: string;
};

/** Makes an API key for a service account. */
@Injectable()
export class IssueKey {
  constructor(
    private readonly keys: ApiKeyRepository,
    private readonly accounts: Accounts,
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns the key, too; it is told this once
   * @throws DomainError `not-a-service-account`, `validation-failed` for a time that is over, `insufficient-permissions`
   *   for scopes that its maker doesn't have
   */
  async execute(
    maker: Pick<Principal, 'userId' | 'permissions'>,
    { serviceAccountId, ...order }: KeyOrder,
  ): Promise<{ apiKey: ApiKey; key: string }> {
    requireOwnScopes(order.scopes, maker);
    requireFuture(order.expiresAt, this.clock.now());
    const account = await this.accounts.findStanding(serviceAccountId);
    if (account?.role !== 'service') throw new DomainError(AuthErrors.notAServiceAccount);
    const { prefix, secret, key } = newKey();
    const apiKey = await this.transactions.run(async () => {
      const made = await this.keys.add({
        ...order,
        userId: serviceAccountId,
        prefix,
        secretHash: hashToken(secret),
        createdBy: maker.userId,
      });
      await this.audit.record({
        action: 'auth.api-key-created',
        target: { type: 'api-key', id: made.id },
        after: { scopes: made.scopes, expiresAt: made.expiresAt, service: made.userId },
      });
      return made;
    });
    return { apiKey, key };
  }
}
