import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../../common/access/index.js';
import { CommonErrors, DomainError } from '../../../../common/errors/index.js';
import { Clock } from '../../../../infra/clock/index.js';
import { Transactions } from '../../../../infra/mongo/index.js';
import { AuditTrail } from '../../../audit/index.js';
import type { ApiKey, ApiKeyChanges } from '../../domain/api-key.js';
import { ApiKeyRepository } from '../../persistence/api-key.repository.js';
import { requireFuture, requireOwnScopes } from './key-rules.js';

/** Changes what a key is called and what it may do. The key itself stays the same. */
@Injectable()
export class ChangeKey {
  constructor(
    private readonly keys: ApiKeyRepository,
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `not-found` also when it is revoked, `validation-failed`, `insufficient-permissions` */
  async execute(
    changer: Pick<Principal, 'permissions'>,
    id: string,
    changes: ApiKeyChanges,
  ): Promise<ApiKey> {
    requireOwnScopes(changes.scopes ?? [], changer);
    requireFuture(changes.expiresAt ?? null, this.clock.now());
    return this.transactions.run(async () => {
      const before = await this.keys.findById(id);
      const after = await this.keys.update(id, changes);
      if (!before || !after) throw new DomainError(CommonErrors.notFound);
      const target = { type: 'api-key', id } as const;
      await this.audit.record({
        action: 'auth.api-key-changed',
        target,
        before: said(before),
        after: said(after),
      });
      return after;
    });
  }
}

const said = ({ name, scopes, expiresAt, rateLimitPerMinute, userId }: ApiKey) => ({
  name,
  scopes,
  expiresAt,
  rateLimitPerMinute,
  service: userId,
});
