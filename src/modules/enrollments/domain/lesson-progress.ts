import type { Browser } from './browser.js';
import { capped, clampTo, differenceOf, firstSeconds, lengthOf, unionOf, type Segment } from './segments.js';
import type { StudyClock } from './study-clock.js';
import { NO_DETAILS, type ReportedDetails, type StudyDetails } from './study-details.js';

export const DEVICES = ['desktop', 'tablet', 'mobile'] as const;
export type Device = (typeof DEVICES)[number];

/** Different things that a learner can have done in one lesson. */
export const MAX_INTERACTIONS = 500;

/** What a learner has done in a lesson (003-22, 003-23). */
export interface LessonProgress {
  readonly lessonId: string;
  readonly positionSeconds: number;
  readonly segments: readonly Segment[];
  readonly watchedSeconds: number;
  readonly interactions: readonly string[];
  readonly isCompleted: boolean;
  readonly completedAt: Date | null;
  readonly lastAccessedAt: Date;
  readonly device: Device | null;
  readonly browser: Browser | null;
  readonly details: StudyDetails;
}

/** What is known of a lesson that nobody has begun. */
export const NOTHING_DONE = (lessonId: string, now: Date): LessonProgress => ({
  lessonId,
  positionSeconds: 0,
  segments: [],
  watchedSeconds: 0,
  interactions: [],
  isCompleted: false,
  completedAt: null,
  lastAccessedAt: now,
  device: null,
  browser: null,
  details: NO_DETAILS,
});

/** What a client reports; never how much of the lesson that is. */
export interface StudyReport {
  readonly positionSeconds: number;
  readonly segments: readonly Segment[];
  readonly interactions: readonly string[];
  readonly device: Device | null;
  readonly browser: Browser | null;
  readonly details: ReportedDetails;
}

/** What a lesson asks for (003-16). */
export interface CompletionCriteria {
  readonly type: 'time_based' | 'interaction_based' | 'manual';
  readonly requiredPercentage: number;
  readonly requiredInteractions: number;
}

export interface StudiedLesson {
  readonly durationSeconds: number;
  readonly completionCriteria: CompletionCriteria;
}

type Done = Pick<LessonProgress, 'watchedSeconds' | 'interactions'>;

/** What is still missing; `nothing` when the lesson can be completed. */
export type Missing =
  | { readonly what: 'nothing' }
  | { readonly what: 'seconds' | 'interactions'; readonly done: number; readonly required: number };

/**
 * Adds a report to what is known. Time counts once (the union of what was watched), within the lesson, and no faster than
 * the clock allows; what is claimed beyond that isn't taken. A repeated report changes nothing.
 *
 * @returns the new values, and how many seconds were added
 */
export function study(
  before: Pick<LessonProgress, 'segments' | 'interactions'>,
  report: Pick<StudyReport, 'segments' | 'interactions'>,
  lesson: StudiedLesson,
  clock: StudyClock,
): { segments: Segment[]; watchedSeconds: number; interactions: string[]; addedSeconds: number } {
  const reported = unionOf(clampTo(lesson.durationSeconds, report.segments));
  const credited = firstSeconds(differenceOf(reported, before.segments), clock.allowanceSeconds);
  const segments = capped(unionOf(before.segments, credited));
  const watchedSeconds = lengthOf(segments);
  return {
    segments,
    watchedSeconds,
    interactions: [...new Set([...before.interactions, ...report.interactions])].slice(0, MAX_INTERACTIONS),
    addedSeconds: Math.max(0, watchedSeconds - lengthOf(before.segments)),
  };
}

/** What a lesson still asks of a learner. A lesson without a length can't be measured in time. */
export function missingFor({ completionCriteria, durationSeconds }: StudiedLesson, done: Done): Missing {
  const { type, requiredPercentage, requiredInteractions } = completionCriteria;
  if (type === 'time_based') {
    const required = Math.floor((durationSeconds * requiredPercentage) / 100);
    // The clock is stored in milliseconds and players round: a tenth of a second is none.
    if (done.watchedSeconds + 0.1 < required) return { what: 'seconds', done: done.watchedSeconds, required };
  }
  if (type === 'interaction_based' && done.interactions.length < requiredInteractions)
    return { what: 'interactions', done: done.interactions.length, required: requiredInteractions };
  return { what: 'nothing' };
}

/** Whether a report alone completes the lesson, as those do that can be measured. The learner completes the others. */
export const completesItself = (lesson: StudiedLesson, done: Done): boolean => {
  const { type } = lesson.completionCriteria;
  const measurable = type === 'interaction_based' || (type === 'time_based' && lesson.durationSeconds > 0);
  return measurable && missingFor(lesson, done).what === 'nothing';
};

/** How much of a lesson is done, 0 to 100: all of what is complete, and what was watched of the rest. */
export const lessonPercentage = (
  { isCompleted, watchedSeconds }: Pick<LessonProgress, 'isCompleted' | 'watchedSeconds'>,
  durationSeconds: number,
): number => {
  if (isCompleted) return 100;
  return durationSeconds > 0 ? Math.min(100, Math.floor((watchedSeconds / durationSeconds) * 100)) : 0;
};
