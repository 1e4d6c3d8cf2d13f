import { Injectable } from '@nestjs/common';
import { StudyWeekRepository } from '../persistence/study-week.repository.js';

/** More than a letter can show. */
const SHOWN_COURSES = 5;

/** What a learner did in a week, and where the courses stand that are unfinished or were finished in it. */
export interface StudyWeek {
  /** Whether anything was studied. */
  readonly studied: boolean;
  readonly completedLessons: number;
  /** Those of the latest study first. */
  readonly courses: readonly { readonly courseId: string; readonly percentage: number }[];
}

/** What other modules may ask about weeks of study, to write to learners about them. */
@Injectable()
export class StudyWeeks {
  constructor(private readonly weeks: StudyWeekRepository) {}

  /**
   * Learners with a course that is unfinished, or was finished since the week began; batch by batch.
   *
   * @param after the last one of the batch before
   * @returns the next batch in a stable order; empty when there are no more
   */
  learners(from: Date, after: string | undefined, limit: number): Promise<string[]> {
    return this.weeks.learnersAfter(after, from, limit);
  }

  async find(userId: string, from: Date, to: Date): Promise<StudyWeek> {
    const [completedLessons, courses] = await Promise.all([
      this.weeks.countCompletedLessons(userId, from, to),
      this.weeks.coursesOf(userId, from, SHOWN_COURSES),
    ]);
    const studied = courses.some(({ lastAccessedAt: at }) => at !== null && at >= from && at < to);
    return { studied: studied || completedLessons > 0, completedLessons, courses };
  }
}
