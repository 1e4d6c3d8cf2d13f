import { Injectable } from '@nestjs/common';
import { Ids } from '../../../../infra/clock/index.js';
import { UserArchived, UserUnarchived } from '../../domain/user.events.js';
import { UserErrors } from '../../domain/user.errors.js';
import type { User } from '../../domain/user.js';
import { UserStandingRepository } from '../../persistence/user-standing.repository.js';
import { AdminDecision } from './admin-decision.js';

/**
 * Puts accounts aside with what their owners have written, and takes them back with exactly that (004-06, A.7). The
 * account counts as inactive at once; other modules follow the events.
 */
@Injectable()
export class ArchiveUser {
  constructor(
    private readonly decision: AdminDecision,
    private readonly standing: UserStandingRepository,
    private readonly ids: Ids,
  ) {}

  /** @throws DomainError `already-archived` and those of {@link AdminDecision.take} */
  execute(by: string, userId: string): Promise<User> {
    const batchId = this.ids.uuid();
    return this.decision.take(by, userId, {
      apply: ({ at }) => this.standing.putAside(userId, { id: batchId, at }),
      impossible: UserErrors.alreadyArchived,
      event: new UserArchived({ userId, by, batchId }),
      action: 'user.archived',
    });
  }

  /** @throws DomainError `not-archived` and those of {@link AdminDecision.take} */
  takeBack(by: string, userId: string): Promise<User> {
    let batchId = '';
    return this.decision.take(by, userId, {
      apply: async () => {
        const returned = await this.standing.takeBack(userId);
        batchId = returned?.batchId ?? '';
        return returned?.user;
      },
      impossible: UserErrors.notArchived,
      event: () => new UserUnarchived({ userId, by, batchId }),
      action: 'user.unarchived',
    });
  }
}
