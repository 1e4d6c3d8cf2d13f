import { Injectable } from '@nestjs/common';
import { SignInLocks, type SignInLock } from '../domain/sign-in-locks.js';
import type { User } from '../domain/user.js';

/** An account, and what keeps its owner from signing in. */
export interface AccountView {
  readonly user: User;
  readonly lock: SignInLock;
}

const NO_LOCK: SignInLock = { loginAttempts: 0, lockUntil: null };

/** Adds to accounts what administrators see besides. */
@Injectable()
export class ShowAccounts {
  constructor(private readonly locks: SignInLocks) {}

  async execute(users: readonly User[]): Promise<AccountView[]> {
    const locks = await this.locks.find(users.map(({ id }) => id));
    return users.map((user) => ({ user, lock: locks.get(user.id) ?? NO_LOCK }));
  }
}
