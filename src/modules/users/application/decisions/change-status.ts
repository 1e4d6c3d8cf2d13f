import { Injectable } from '@nestjs/common';
import { UserActivated, UserDeactivated, UserSuspended } from '../../domain/user.events.js';
import { UserErrors } from '../../domain/user.errors.js';
import type { User } from '../../domain/user.js';
import { UserStandingRepository } from '../../persistence/user-standing.repository.js';
import { AdminDecision } from './admin-decision.js';

/** Shuts accounts and opens them again (X3). The guard reads the status at every request, so it counts at once. */
@Injectable()
export class ChangeStatus {
  constructor(
    private readonly decision: AdminDecision,
    private readonly standing: UserStandingRepository,
  ) {}

  /** @throws DomainError `already-suspended` and those of {@link AdminDecision.take} */
  suspend(by: string, userId: string, reason: string): Promise<User> {
    return this.decision.take(by, userId, {
      apply: (decision) => this.standing.suspend(userId, decision, reason),
      impossible: UserErrors.alreadySuspended,
      event: new UserSuspended({ userId, by, reason }),
      action: 'user.suspended',
    });
  }

  /** Without blame: the account rests. @throws DomainError `not-active` and those of {@link AdminDecision.take} */
  deactivate(by: string, userId: string): Promise<User> {
    return this.decision.take(by, userId, {
      apply: () => this.standing.deactivate(userId),
      impossible: UserErrors.notActive,
      event: new UserDeactivated({ userId, by }),
      action: 'user.deactivated',
    });
  }

  /** @throws DomainError `already-active` and those of {@link AdminDecision.take} */
  activate(by: string, userId: string): Promise<User> {
    return this.decision.take(by, userId, {
      apply: () => this.standing.activate(userId),
      impossible: UserErrors.alreadyActive,
      event: new UserActivated({ userId, by }),
      action: 'user.activated',
    });
  }
}
