import type { CourseContentTotals } from './course.js';
import { LESSON_TYPES, type LessonOutline, type LessonType } from './lesson.js';
import type { Section } from './section.js';

const noCounts = () =>
  Object.fromEntries(LESSON_TYPES.map((type) => [type, 0])) as Record<LessonType, number>;

/** The totals of a course without lessons. */
export const NO_CONTENT: CourseContentTotals = {
  totalLessons: 0,
  totalDurationSeconds: 0,
  lessonCounts: noCounts(),
};

/** What the active lessons of a course add up to (003-11). */
export function totalsOf(
  lessons: readonly Pick<LessonOutline, 'isActive' | 'type' | 'durationSeconds'>[],
): CourseContentTotals {
  const active = lessons.filter(({ isActive }) => isActive);
  const lessonCounts = noCounts();
  for (const { type } of active) lessonCounts[type]++;
  return {
    totalLessons: active.length,
    totalDurationSeconds: active.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0),
    lessonCounts,
  };
}

/** The lessons that progress is measured by (A.7). */
export const requiredOf = (lessons: readonly LessonOutline[]): string[] =>
  lessons.filter(({ isActive, isRequired }) => isActive && isRequired).map(({ id }) => id);

/** Whether progress has to be computed anew: other lessons are required than before. */
export function denominatorsDiffer(
  before: readonly LessonOutline[],
  after: readonly LessonOutline[],
): boolean {
  const [required, requiredNow] = [requiredOf(before), new Set(requiredOf(after))];
  return required.length !== requiredNow.size || required.some((id) => !requiredNow.has(id));
}

/**
 * Lessons that are sorted within their sections, sorted by section too. A lesson is active where its section is; those of
 * sections that aren't there any more are left out.
 */
export function inCurriculumOrder<L extends Pick<LessonOutline, 'sectionId' | 'isActive'>>(
  sections: readonly Section[],
  lessons: readonly L[],
): L[] {
  const bySection = Map.groupBy(lessons, ({ sectionId }) => sectionId);
  return sections.flatMap(({ id, isActive }) =>
    (bySection.get(id) ?? []).map((lesson) => ({ ...lesson, isActive: lesson.isActive && isActive })),
  );
}
