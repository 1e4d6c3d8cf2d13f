import { Injectable } from '@nestjs/common';
import { CommonErrors, DomainError } from '../../../common/errors/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { AuditTrail } from '../../audit/index.js';
import type { Preferences, PreferencesChanges } from '../domain/preferences.js';
import { UserRepository } from '../persistence/user.repository.js';
import { NameChanges } from './name-changes.js';

@Injectable()
export class UpdatePreferences {
  constructor(
    private readonly users: UserRepository,
    private readonly names: NameChanges,
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError `not-found` */
  execute(userId: string, changes: PreferencesChanges): Promise<Preferences> {
    return this.transactions.run(async () => {
      const preferences = await this.users.updatePreferences(userId, changes);
      if (!preferences) throw new DomainError(CommonErrors.notFound);
      const target = { type: 'user', id: userId } as const;
      await this.audit.record({ action: 'account.preferences-changed', target });
      if (changes.privacy !== undefined) await this.names.announce(userId);
      return preferences;
    });
  }
}
