import type { CountedLesson } from './course-progress.js';

/**
 * The lesson that a learner goes on with: the last one if it isn't done, else the next that isn't, else the first that
 * isn't. Undefined when all are.
 *
 * @param lessons in the order of the curriculum
 */
export function lessonToGoOnWith<L extends CountedLesson>(
  lessons: readonly L[],
  completed: ReadonlySet<string>,
  lastId: string | null,
): L | undefined {
  const active = lessons.filter(({ isActive }) => isActive);
  const last = active.findIndex(({ id }) => id === lastId);
  const isOpen = ({ id }: L) => !completed.has(id);
  return active.slice(Math.max(0, last)).find(isOpen) ?? active.find(isOpen);
}
