const DAY_MS = 86_400_000;

/** How much a learner takes part in a course (003-20), kept on the enrollment. */
export interface Engagement {
  readonly notes: number;
  readonly bookmarks: number;
  /** On how many days the learner has studied. */
  readonly activeDays: number;
  /** How many of them follow each other without a gap, up to the last one. */
  readonly consecutiveDays: number;
}

export const NO_ENGAGEMENT: Engagement = { notes: 0, bookmarks: 0, activeDays: 0, consecutiveDays: 0 };

export type StudyDays = Pick<Engagement, 'activeDays' | 'consecutiveDays'>;

/** The days of UTC since 1970. */
const dayOf = (time: Date): number => Math.floor(time.getTime() / DAY_MS);

/**
 * The days when somebody studies once more.
 *
 * @param last when they studied before; null if never
 */
export function studyDays(
  { activeDays, consecutiveDays }: StudyDays,
  last: Date | null,
  now: Date,
): StudyDays {
  if (last === null || activeDays === 0) return { activeDays: 1, consecutiveDays: 1 };
  const passed = dayOf(now) - dayOf(last);
  if (passed <= 0) return { activeDays, consecutiveDays };
  return { activeDays: activeDays + 1, consecutiveDays: passed === 1 ? consecutiveDays + 1 : 1 };
}

/** The row of days as it is now: it lasts as long as it can still be gone on with, until the end of the next day. */
export const currentRow = ({ consecutiveDays }: StudyDays, last: Date | null, now: Date): number =>
  last !== null && dayOf(now) - dayOf(last) <= 1 ? consecutiveDays : 0;
