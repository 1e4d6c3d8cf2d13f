/** A chapter of a course (001-09). */
export interface Section {
  readonly id: string;
  readonly courseId: string;
  readonly title: string;
  readonly description: string;
  /** Its place in the course, from 1. */
  readonly order: number;
  /** Whether learners see it and its lessons. */
  readonly isActive: boolean;
}
