import { Injectable } from '@nestjs/common';
import { UserApproved, UserRejected } from '../../domain/user.events.js';
import { UserErrors } from '../../domain/user.errors.js';
import type { User } from '../../domain/user.js';
import { UserStandingRepository } from '../../persistence/user-standing.repository.js';
import { AdminDecision } from './admin-decision.js';

/** Lets somebody who asked for it teach or administer, or doesn't (X2). */
@Injectable()
export class DecideApproval {
  constructor(
    private readonly decision: AdminDecision,
    private readonly standing: UserStandingRepository,
  ) {}

  /** @throws DomainError `not-awaiting-approval` and those of {@link AdminDecision.take} */
  approve(by: string, userId: string): Promise<User> {
    return this.decision.take(by, userId, {
      apply: (decision) => this.standing.decideApproval(userId, 'approved', decision),
      impossible: UserErrors.notAwaitingApproval,
      event: new UserApproved({ userId, by }),
      action: 'user.approved',
    });
  }

  /** @throws DomainError `not-awaiting-approval` and those of {@link AdminDecision.take} */
  reject(by: string, userId: string, reason: string): Promise<User> {
    return this.decision.take(by, userId, {
      apply: (decision) => this.standing.decideApproval(userId, 'rejected', decision, reason),
      impossible: UserErrors.notAwaitingApproval,
      event: new UserRejected({ userId, by, reason }),
      action: 'user.rejected',
    });
  }
}
