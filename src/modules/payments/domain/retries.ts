const MINUTE_MS = 60_000;
/** The queue is quicker than this; what still waits then was lost with it. */
const FIRST_MS = 2 * MINUTE_MS;
const LONGEST_MS = 6 * 60 * MINUTE_MS;

/** When an event is taken up again that the queue doesn't bring to an end: later after each attempt, and never given up. */
export const retryAfter = (now: Date, attempts: number): Date =>
  new Date(now.getTime() + Math.min(FIRST_MS * 2 ** attempts, LONGEST_MS));
