/**
 * What this module asks about people as learners. Enrollments know it and depend on users, so they bring the answer.
 */
export abstract class LearnerFigures {
  /** How many enrollments people have, in whatever state, by their id; those without any are left out (000-15). */
  abstract enrollmentsOf(userIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
}
