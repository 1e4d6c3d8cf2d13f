import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { trusted } from '../../../infra/mongo/index.js';
import { ENROLLMENT_MODEL, type EnrollmentDocument } from './enrollment.schema.js';
import { LESSON_PROGRESS_MODEL, type LessonProgressDocument } from './lesson-progress.schema.js';

/** Reads what learners did in a stretch of time. */
@Injectable()
export class StudyWeekRepository {
  constructor(
    @InjectModel(ENROLLMENT_MODEL) private readonly enrollments: Model<EnrollmentDocument>,
    @InjectModel(LESSON_PROGRESS_MODEL) private readonly progress: Model<LessonProgressDocument>,
  ) {}

  /**
   * Whose courses of that week come after a user's, in the order of user ids.
   *
   * @param limit of enrollments; a learner with several is one
   */
  async learnersAfter(userId: string | undefined, from: Date, limit: number): Promise<string[]> {
    const after = userId && { user: trusted({ $gt: new Types.ObjectId(userId) }) };
    const found = await this.enrollments
      .find({ ...studiedSince(from), ...after })
      .sort({ user: 1 })
      .limit(limit)
      .select('user')
      .lean();
    return [...new Set(found.map(({ user }) => user.toString()))];
  }

  /** A learner's courses of that week, those of the latest study first. */
  async coursesOf(
    userId: string,
    from: Date,
    limit: number,
  ): Promise<{ courseId: string; percentage: number; lastAccessedAt: Date | null }[]> {
    const found = await this.enrollments
      .find({ ...studiedSince(from), user: new Types.ObjectId(userId) })
      .sort({ 'progress.lastAccessedAt': -1 })
      .limit(limit)
      .select('course progress')
      .lean();
    return found.map(({ course, progress }) => ({
      courseId: course.toString(),
      percentage: progress.percentage,
      lastAccessedAt: progress.lastAccessedAt,
    }));
  }

  countCompletedLessons(userId: string, from: Date, to: Date): Promise<number> {
    return this.progress.countDocuments({
      user: new Types.ObjectId(userId),
      isCompleted: true,
      isDeleted: false,
      completedAt: trusted({ $gte: from, $lt: to }),
    });
  }
}

/** What is unfinished, or was finished since. */
const studiedSince = (from: Date) => ({
  isDeleted: false,
  $or: [
    { status: 'active' as const },
    { status: 'completed' as const, completedAt: trusted({ $gte: from }) },
  ],
});
