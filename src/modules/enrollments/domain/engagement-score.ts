import type { Activity } from './study-details.js';

/** What the score is made of: the share of the lesson, what was done in it, and what was written down. */
const WEIGHTS = { share: 60, actions: 25, notes: 15 } as const;

/** As many actions and notes earn all that there is for them. */
const ENOUGH = { actions: 10, notes: 3 } as const;

export interface Engaged {
  /** Of the lesson, 0 to 100. */
  readonly percentage: number;
  /** Different things that the learner did in it. */
  readonly interactions: number;
  readonly activity: Activity;
  /** Of this lesson. */
  readonly notes: number;
}

/**
 * How much somebody takes part in a lesson, a whole number from 0 to 100 (003-24): 60 for all of it watched, 25 for ten
 * actions (interactions, pauses, seeks and replays), 15 for three notes, and less in proportion. It compares lessons; it
 * grades nobody.
 */
export function engagementScore({ percentage, interactions, activity, notes }: Engaged): number {
  const actions = interactions + activity.pauses + activity.seeks + activity.replays;
  return Math.round(
    WEIGHTS.share * shareOf(percentage, 100) +
      WEIGHTS.actions * shareOf(actions, ENOUGH.actions) +
      WEIGHTS.notes * shareOf(notes, ENOUGH.notes),
  );
}

const shareOf = (amount: number, enough: number): number => Math.min(1, amount / enough);
