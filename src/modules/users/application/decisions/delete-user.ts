import { Injectable } from '@nestjs/common';
import { Ids } from '../../../../infra/clock/index.js';
import { UserDeleted, UserRestored } from '../../domain/user.events.js';
import { UserErrors } from '../../domain/user.errors.js';
import type { User } from '../../domain/user.js';
import { UserStandingRepository } from '../../persistence/user-standing.repository.js';
import { AdminDecision } from './admin-decision.js';

/**
 * Deletes accounts so that they can be brought back (004-06): nothing of them is shown any more, and nobody can sign in.
 * What is kept of their owners is left to the erasure.
 */
@Injectable()
export class DeleteUser {
  constructor(
    private readonly decision: AdminDecision,
    private readonly standing: UserStandingRepository,
    private readonly ids: Ids,
  ) {}

  /** @throws DomainError those of {@link AdminDecision.take} */
  async execute(by: string, userId: string): Promise<void> {
    const batchId = this.ids.uuid();
    await this.decision.take(by, userId, {
      apply: ({ at }) => this.standing.delete(userId, { id: batchId, at }),
      event: new UserDeleted({ userId, by, batchId }),
      action: 'user.deleted',
    });
  }

  /** @throws DomainError `not-deleted` and those of {@link AdminDecision.take} */
  restore(by: string, userId: string): Promise<User> {
    let batchId = '';
    return this.decision.take(by, userId, {
      withDeleted: true,
      apply: async () => {
        const returned = await this.standing.bringBack(userId);
        batchId = returned?.batchId ?? '';
        return returned?.user;
      },
      impossible: UserErrors.notDeleted,
      event: () => new UserRestored({ userId, by, batchId }),
      action: 'user.restored',
    });
  }
}
