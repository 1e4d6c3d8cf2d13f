/**
 * What can be guessed, each counted by itself: who knows the password must not reset the count of guessed codes, and who
 * holds a session without knowing it must not use up the tries of signing in.
 */
export type AttemptKind = 'password' | 'email-code' | 'second-factor' | 'second-factor-change';

/** When and for how long wrong attempts make one wait (000-11, 002-03). */
export interface LockoutPolicy {
  /** How many wrong attempts in a row are free. */
  readonly afterFailures: number;
  readonly firstSeconds: number;
  readonly maxSeconds: number;
}

/** Wrong attempts in a row; an attempt counts as wrong from its beginning until it turns out right. */
export interface Attempts {
  readonly failures: number;
  /** How often they have led to a delay since the last success. */
  readonly locks: number;
  readonly lockUntil: Date | null;
}

/** How long the n-th delay in a row lasts, in seconds: each twice as long as the one before, up to a bound. */
export const delaySeconds = (
  lock: number,
  { firstSeconds, maxSeconds }: Pick<LockoutPolicy, 'firstSeconds' | 'maxSeconds'>,
): number => Math.min(maxSeconds, firstSeconds * 2 ** (lock - 1));

/** Whether an attempt that was just counted uses up what is free, and may go on only if it brings about the next delay. */
export const needsLock = (
  { failures }: Pick<Attempts, 'failures'>,
  { afterFailures }: LockoutPolicy,
): boolean => failures >= afterFailures;

/** Seconds to wait, rounded up; at least one, so that nobody is told to try again at once. */
export const secondsUntil = (until: Date | null, now: Date): number =>
  Math.max(1, Math.ceil(((until?.getTime() ?? 0) - now.getTime()) / 1000));
