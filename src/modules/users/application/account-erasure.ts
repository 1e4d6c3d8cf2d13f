import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../common/errors/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { isActiveAdmin } from '../domain/standing.js';
import { UserErrors } from '../domain/user.errors.js';
import { UserErasureRepository } from '../persistence/user-erasure.repository.js';
import { UserStandingRepository } from '../persistence/user-standing.repository.js';
import { UserRepository } from '../persistence/user.repository.js';

/** What accounts know of their own erasure. All of it joins the caller's transaction. */
@Injectable()
export class AccountErasure {
  constructor(
    private readonly users: UserRepository,
    private readonly erasures: UserErasureRepository,
    private readonly standing: UserStandingRepository,
    private readonly transactions: Transactions,
  ) {}

  /** @throws DomainError `last-administrator` */
  schedule(userId: string, at: Date): Promise<void> {
    return this.transactions.run(async () => {
      await this.requireSuccessor(userId);
      await this.erasures.setScheduled(userId, at);
    });
  }

  unschedule(userId: string): Promise<void> {
    return this.erasures.setScheduled(userId, null);
  }

  /**
   * Somebody must administer. Whoever remains is held in office until the transaction ends, so that of two administrators
   * who leave at the same moment one is refused.
   *
   * @throws DomainError `last-administrator`
   */
  requireSuccessor(userId: string): Promise<void> {
    return this.transactions.run(async () => {
      const user = await this.users.findById(userId);
      if (!user || !isActiveAdmin(user)) return;
      const successor = await this.erasures.findRemainingAdmin(userId);
      if (!successor || !(await this.standing.holdInOffice(successor)))
        throw new DomainError(UserErrors.lastAdministrator);
    });
  }
}
