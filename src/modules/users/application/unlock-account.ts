import { Injectable } from '@nestjs/common';
import { CommonErrors, DomainError } from '../../../common/errors/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { AuditTrail } from '../../audit/index.js';
import { SignInLocks } from '../domain/sign-in-locks.js';
import type { User } from '../domain/user.js';
import { UserRepository } from '../persistence/user.repository.js';

/** Opens the way to an account that has to wait because of wrong attempts. */
@Injectable()
export class UnlockAccount {
  constructor(
    private readonly users: UserRepository,
    private readonly locks: SignInLocks,
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError `not-found` */
  async execute(userId: string): Promise<User> {
    const user = await this.users.findById(userId);
    if (!user) throw new DomainError(CommonErrors.notFound);
    await this.transactions.run(async () => {
      await this.locks.lift(userId);
      await this.audit.record({ action: 'user.unlocked', target: { type: 'user', id: userId } });
    });
    return user;
  }
}
