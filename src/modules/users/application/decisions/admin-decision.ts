import { Injectable } from '@nestjs/common';
import { CommonErrors, DomainError, type ErrorType } from '../../../../common/errors/index.js';
import type { DomainEvent } from '../../../../common/events/index.js';
import { Clock } from '../../../../infra/clock/index.js';
import { Transactions } from '../../../../infra/mongo/index.js';
import { Outbox } from '../../../../infra/outbox/index.js';
import { AuditTrail, type AuditAction } from '../../../audit/index.js';
import { UserErrors } from '../../domain/user.errors.js';
import { isActiveAdmin } from '../../domain/standing.js';
import type { User } from '../../domain/user.js';
import { UserErasureRepository } from '../../persistence/user-erasure.repository.js';
import { UserRepository } from '../../persistence/user.repository.js';
import { UserStandingRepository, type Decision } from '../../persistence/user-standing.repository.js';
import { NameChanges } from '../name-changes.js';
import { StandingChanges } from '../standing-changes.js';

/** One kind of decision. */
export interface DecisionRules {
  /** The conditional update; undefined when the account isn't in a state that leads there. */
  readonly apply: (decision: Decision) => Promise<User | undefined>;
  /** Why it isn't. Without one, an account that is as it shall be already stays so, and nobody is told. */
  readonly impossible?: ErrorType | ((user: User) => ErrorType | undefined);
  readonly event: DomainEvent | ((changed: User) => DomainEvent);
  /** What the audit trail calls it. */
  readonly action: AuditAction;
  /** Whether it is about an account that is deleted. */
  readonly withDeleted?: true;
}

const standingOf = ({ role, status, approval, suspension, deletedAt }: User) => ({
  role,
  status,
  approval: approval.status,
  isDeleted: deletedAt !== null,
  reason: suspension?.reason ?? approval.reason,
});

/** What is common to everything that an administrator decides about somebody. */
@Injectable()
export class AdminDecision {
  constructor(
    private readonly users: UserRepository,
    private readonly standing: UserStandingRepository,
    private readonly erasures: UserErasureRepository,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
    private readonly changes: StandingChanges,
    private readonly names: NameChanges,
    private readonly clock: Clock,
  ) {}

  /**
   * Decides and tells of it, in one transaction. Nobody decides about oneself, and who decides about an administrator is
   * held in office meanwhile: so one always remains, and two who shut each other out at once can't both succeed.
   *
   * @throws DomainError `own-account`, `not-found`, `insufficient-permissions` when the decider has lost the office
   *   meanwhile, `account-erased`, and what the rules name
   */
  async take(
    by: string,
    userId: string,
    { apply, impossible, event, action, withDeleted }: DecisionRules,
  ): Promise<User> {
    if (by === userId) throw new DomainError(UserErrors.ownAccount);
    return this.transactions.run(async () => {
      const user = await (withDeleted ? this.users.findEvenDeleted(userId) : this.users.findById(userId));
      if (!user) throw new DomainError(CommonErrors.notFound);
      if (isActiveAdmin(user) && !(await this.standing.holdInOffice(by)))
        throw new DomainError(CommonErrors.insufficientPermissions);
      const changed = await apply({ by, at: this.clock.now() });
      if (!changed && (await this.erasures.isErased(userId))) throw new DomainError(UserErrors.erased);
      const reason = typeof impossible === 'function' ? impossible(user) : impossible;
      if (!changed && reason) throw new DomainError(reason);
      if (!changed) return user;
      await this.outbox.publish(typeof event === 'function' ? event(changed) : event);
      await this.audit.record({
        action,
        target: { type: 'user', id: userId },
        before: standingOf(user),
        after: standingOf(changed),
      });
      await this.changes.announce(userId);
      if (changed.deletedAt?.getTime() !== user.deletedAt?.getTime()) await this.names.announce(userId);
      return changed;
    });
  }
}
