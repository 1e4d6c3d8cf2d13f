/** What keeps somebody from signing in for a while: wrong attempts in a row (000-11, 000-15, 002-03, 003-06). */
export interface SignInLock {
  /** Since the last success, from wherever they came. */
  readonly loginAttempts: number;
  /** When trying again makes sense, from where most wrong attempts came; null while there is no delay. */
  readonly lockUntil: Date | null;
}

/** Knows how often somebody was guessed at. The module that signs people in brings it; accounts don't know how that is done. */
export abstract class SignInLocks {
  /** @returns one for each of the accounts */
  abstract find(userIds: readonly string[]): Promise<ReadonlyMap<string, SignInLock>>;

  /** Lets somebody try again at once, from everywhere. */
  abstract lift(userId: string): Promise<void>;
}
