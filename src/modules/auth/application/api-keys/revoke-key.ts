import { Injectable } from '@nestjs/common';
import { CommonErrors, DomainError } from '../../../../common/errors/index.js';
import { Clock } from '../../../../infra/clock/index.js';
import { Transactions } from '../../../../infra/mongo/index.js';
import { AuditTrail } from '../../../audit/index.js';
import { ApiKeyRepository } from '../../persistence/api-key.repository.js';

/** Ends a key for good: the next request with it is refused. */
@Injectable()
export class RevokeKey {
  constructor(
    private readonly keys: ApiKeyRepository,
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `not-found` also when it is revoked already */
  execute(id: string): Promise<void> {
    return this.transactions.run(async () => {
      const revoked = await this.keys.revoke(id, this.clock.now());
      if (!revoked) throw new DomainError(CommonErrors.notFound);
      const { scopes, expiresAt, userId: service } = revoked;
      await this.audit.record({
        action: 'auth.api-key-revoked',
        target: { type: 'api-key', id },
        before: { scopes, expiresAt, service },
      });
    });
  }
}
