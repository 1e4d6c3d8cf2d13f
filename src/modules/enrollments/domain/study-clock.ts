/** Lessons may be played this much faster than they last (003-17, allowSpeedControl). */
export const MAX_SPEED = 2;

/** A report speaks of no more than this much time before it; players report far more often. */
export const MAX_REPORTED_MS = 300_000;

/**
 * Watched time can't grow faster than the clock. Each enrollment has a point up to which its wall-clock time is spent:
 * what lies between it and now can be claimed, at most {@link MAX_REPORTED_MS} of it, and is spent then, whichever lesson
 * it was for. So lessons that are reported side by side share one clock, and honest delays cost nothing.
 */
export interface StudyClock {
  /** How many seconds of a lesson can have been watched. */
  readonly allowanceSeconds: number;
  /** Where the spent time ends after some seconds were credited. */
  spent(creditedSeconds: number): Date;
}

/** @param creditedUntil up to when time is spent already; the moment of activation at first */
export function studyClock(creditedUntil: Date, now: Date): StudyClock {
  const from = Math.max(creditedUntil.getTime(), now.getTime() - MAX_REPORTED_MS);
  return {
    allowanceSeconds: (Math.max(0, now.getTime() - from) / 1000) * MAX_SPEED,
    spent: (seconds) => new Date(from + Math.ceil((seconds * 1000) / MAX_SPEED)),
  };
}
