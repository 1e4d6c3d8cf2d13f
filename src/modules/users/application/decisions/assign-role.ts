import { Injectable } from '@nestjs/common';
import type { AssignableRole } from '../../domain/standing.js';
import { UserRoleChanged } from '../../domain/user.events.js';
import { UserErrors } from '../../domain/user.errors.js';
import { initialApproval, type User } from '../../domain/user.js';
import { UserStandingRepository } from '../../persistence/user-standing.repository.js';
import { AdminDecision } from './admin-decision.js';

/** Gives somebody another role. Who gets one from an administrator needs no further approval. Programs stay programs. */
@Injectable()
export class AssignRole {
  constructor(
    private readonly decision: AdminDecision,
    private readonly standing: UserStandingRepository,
  ) {}

  /** @throws DomainError `service-account` and those of {@link AdminDecision.take} */
  execute(by: string, userId: string, role: AssignableRole): Promise<User> {
    const approval = initialApproval(role) === 'pending' ? 'approved' : 'not_required';
    return this.decision.take(by, userId, {
      apply: (decision) => this.standing.assignRole(userId, role, approval, decision),
      impossible: (user) => (user.role === 'service' ? UserErrors.serviceAccount : undefined),
      event: new UserRoleChanged({ userId, by, role }),
      action: 'user.role-changed',
    });
  }
}
