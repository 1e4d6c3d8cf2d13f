import { Injectable } from '@nestjs/common';
import { LearnerFigures } from '../domain/learner-figures.js';
import { SignInLocks, type SignInLock } from '../domain/sign-in-locks.js';
import type { User } from '../domain/user.js';

/** An account, what keeps its owner from signing in, and how much they learn. */
export interface AccountView {
  readonly user: User;
  readonly lock: SignInLock;
  /** Enrollments in whatever state (000-15). */
  readonly enrollmentCount: number;
}

const NO_LOCK: SignInLock = { loginAttempts: 0, lockUntil: null };

/** Adds to accounts what administrators see besides. */
@Injectable()
export class ShowAccounts {
  constructor(
    private readonly locks: SignInLocks,
    private readonly figures: LearnerFigures,
  ) {}

  async execute(users: readonly User[]): Promise<AccountView[]> {
    const ids = users.map(({ id }) => id);
    const [locks, counts] = await Promise.all([this.locks.find(ids), this.figures.enrollmentsOf(ids)]);
    return users.map((user) => ({
      user,
      lock: locks.get(user.id) ?? NO_LOCK,
      enrollmentCount: counts.get(user.id) ?? 0,
    }));
  }
}
