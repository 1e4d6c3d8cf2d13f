import { Injectable } from '@nestjs/common';
import { CommonErrors, DomainError } from '../../../common/errors/index.js';
import { SignInLocks } from '../domain/sign-in-locks.js';
import type { User } from '../domain/user.js';
import { UserRepository } from '../persistence/user.repository.js';

/** Opens the way to an account that has to wait because of wrong attempts. */
@Injectable()
export class UnlockAccount {
  constructor(
    private readonly users: UserRepository,
    private readonly locks: SignInLocks,
  ) {}

  /** @throws DomainError `not-found` */
  async execute(userId: string): Promise<User> {
    const user = await this.users.findById(userId);
    if (!user) throw new DomainError(CommonErrors.notFound);
    await this.locks.lift(userId);
    return user;
  }
}
