export interface CountedLesson {
  readonly id: string;
  readonly isRequired: boolean;
  readonly isActive: boolean;
}

export interface CourseProgress {
  readonly percentage: number;
  readonly completedLessons: number;
  readonly totalLessons: number;
}

/** The lessons that a course's completion depends on. */
export const requiredLessons = <L extends CountedLesson>(lessons: readonly L[]): readonly L[] =>
  lessons.filter(({ isRequired, isActive }) => isRequired && isActive);

/** Completed required active lessons of all required active lessons; no required lessons = 0 (A.7, progress rule). */
export function courseProgress(
  lessons: readonly CountedLesson[],
  completed: ReadonlySet<string>,
): CourseProgress {
  const required = new Set(requiredLessons(lessons).map(({ id }) => id));
  return progressOf([...required].filter((id) => completed.has(id)).length, required.size);
}

/** Rounded down, so that 100 means all. */
export function progressOf(completed: number, totalLessons: number): CourseProgress {
  const completedLessons = Math.min(completed, totalLessons);
  const percentage = totalLessons === 0 ? 0 : Math.floor((completedLessons / totalLessons) * 100);
  return { percentage, completedLessons, totalLessons };
}

/** Whether everything that counts is done. */
export const isComplete = ({ completedLessons, totalLessons }: CourseProgress): boolean =>
  totalLessons > 0 && completedLessons === totalLessons;
