import { Injectable } from '@nestjs/common';
import { CommonErrors, DomainError } from '../../../common/errors/index.js';
import { actorNow } from '../../../common/http/request-context.js';
import { Clock } from '../../../infra/clock/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { AuditTrail } from '../../audit/index.js';
import type { PersonalDetails } from '../domain/personal-details.js';
import type { ProfileChanges } from '../domain/profile.js';
import type { User } from '../domain/user.js';
import { UserRepository } from '../persistence/user.repository.js';
import { DetailsVault } from './details-vault.js';
import { NameChanges } from './name-changes.js';

export interface AccountChange {
  /** In any case; kept in lower case (003-01). */
  readonly username?: string;
  readonly profile?: ProfileChanges;
  readonly personal?: Partial<PersonalDetails>;
}

const DAY_MS = 86_400_000;

/** Changes what is named and leaves the rest. */
@Injectable()
export class UpdateAccount {
  constructor(
    private readonly users: UserRepository,
    private readonly vault: DetailsVault,
    private readonly names: NameChanges,
    private readonly clock: Clock,
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError `username-taken`, `not-found`, `validation-failed` for a birth to come */
  async execute(userId: string, { username, profile, personal = {} }: AccountChange): Promise<User> {
    if (personal.dateOfBirth) this.refuseBirthToCome(personal.dateOfBirth);
    const sealed = this.vault.seal(userId, personal);
    return this.transactions.run(async () => {
      const before = await this.users.findById(userId);
      const changes = { username: username?.toLowerCase(), profile, personal: sealed };
      const user = await this.users.update(userId, changes);
      if (!before || !user) throw new DomainError(CommonErrors.notFound);
      await this.audit.record({
        action: actorNow()?.userId === userId ? 'account.profile-changed' : 'user.updated',
        target: { type: 'user', id: userId },
        before: { username: before.username, profile: before.profile },
        after: { username: user.username, profile: user.profile, personal },
      });
      if (username !== undefined || profile) await this.names.announce(userId);
      return user;
    });
  }

  private refuseBirthToCome(day: string): void {
    // Somewhere it is tomorrow already.
    const tomorrow = new Date(this.clock.now().getTime() + DAY_MS).toISOString().slice(0, 10);
    if (day <= tomorrow) return;
    throw new DomainError(CommonErrors.validationFailed, {
      errors: [
        { pointer: '/personal/dateOfBirth', code: 'in-the-future', detail: 'must not be in the future' },
      ],
    });
  }
}
