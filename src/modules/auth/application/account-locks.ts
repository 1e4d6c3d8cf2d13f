import { Injectable } from '@nestjs/common';
import { Clock } from '../../../infra/clock/index.js';
import { SignInLocks, type SignInLock } from '../../users/index.js';
import { SignInAttemptRepository } from '../persistence/sign-in-attempt.repository.js';

/** Shows administrators what the counters of wrong attempts come to for an account. */
@Injectable()
export class AccountLocks extends SignInLocks {
  constructor(
    private readonly attempts: SignInAttemptRepository,
    private readonly clock: Clock,
  ) {
    super();
  }

  async find(userIds: readonly string[]): Promise<ReadonlyMap<string, SignInLock>> {
    const now = this.clock.now();
    const counters = Map.groupBy(await this.attempts.findByUsers(userIds, now), ({ userId }) => userId);
    return new Map(
      userIds.map((userId) => {
        const own = counters.get(userId) ?? [];
        const ends = own.flatMap(({ lockUntil }) => (lockUntil && lockUntil > now ? [lockUntil] : []));
        return [
          userId,
          {
            loginAttempts: own.reduce((sum, { failures }) => sum + failures, 0),
            lockUntil: ends.toSorted((a, b) => b.getTime() - a.getTime())[0] ?? null,
          },
        ];
      }),
    );
  }

  lift(userId: string): Promise<void> {
    return this.attempts.clearAll(userId);
  }
}
