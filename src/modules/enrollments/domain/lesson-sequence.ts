/** What the order of lessons depends on. */
export interface SequencedLesson {
  readonly id: string;
  readonly isRequired: boolean;
  readonly isActive: boolean;
  readonly allowSkip: boolean;
}

/**
 * The lessons that a learner can't begin yet in a course that is completed in order: those after a required one that is
 * not done. Lessons that may be skipped hold nobody up.
 *
 * @param lessons in the order of the curriculum
 */
export function lockedLessons(
  lessons: readonly SequencedLesson[],
  completed: ReadonlySet<string>,
): ReadonlySet<string> {
  const first = lessons.findIndex(
    ({ id, isRequired, isActive, allowSkip }) => isRequired && isActive && !allowSkip && !completed.has(id),
  );
  return new Set(first < 0 ? [] : lessons.slice(first + 1).map(({ id }) => id));
}
