import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { COUNTED, SEATED } from '../domain/enrollment-states.js';
import type { EnrollmentStatus } from '../domain/enrollment.js';
import { ENROLLMENT_MODEL, type EnrollmentDocument } from './enrollment.schema.js';
import { LESSON_PROGRESS_MODEL, type LessonProgressDocument } from './lesson-progress.schema.js';

const ifTrue = (condition: object) => ({ $sum: { $cond: [condition, 1, 0] } });
const isSet = (path: string) => ({ $ne: [path, null] });

/** Aggregations over enrollments and progress. */
@Injectable()
export class EnrollmentReportsRepository {
  constructor(
    @InjectModel(ENROLLMENT_MODEL) private readonly enrollments: Model<EnrollmentDocument>,
    @InjectModel(LESSON_PROGRESS_MODEL) private readonly progress: Model<LessonProgressDocument>,
  ) {}

  perDay(from: Date, to: Date): Promise<{ day: string; count: number }[]> {
    return this.enrollments.aggregate([
      { $match: { enrolledAt: { $gte: from, $lt: to }, isDeleted: false } },
      {
        $group: {
          _id: { $dateToString: { date: '$enrolledAt', format: '%Y-%m-%d' } },
          count: { $sum: 1 },
        },
      },
      { $sort: { _id: 1 } },
      { $project: { _id: 0, day: '$_id', count: 1 } },
    ]);
  }

  totals(): Promise<{ status: EnrollmentStatus; count: number; activated: number; completed: number }[]> {
    return this.enrollments.aggregate([
      { $match: { isDeleted: false } },
      {
        $group: {
          _id: '$status',
          count: { $sum: 1 },
          activated: ifTrue(isSet('$activatedAt')),
          completed: ifTrue(isSet('$completedAt')),
        },
      },
      { $project: { _id: 0, status: '$_id', count: 1, activated: 1, completed: 1 } },
    ]);
  }

  /** How many enrollments learners have, by learner; those without any are left out. Served by `user, course`. */
  async countsOfLearners(userIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    if (userIds.length === 0) return new Map();
    const rows = await this.enrollments.aggregate<{ _id: Types.ObjectId; count: number }>([
      { $match: { user: { $in: userIds.map((id) => new Types.ObjectId(id)) }, isDeleted: false } },
      { $group: { _id: '$user', count: { $sum: 1 } } },
    ]);
    return new Map(rows.map(({ _id, count }) => [_id.toString(), count]));
  }

  /** What the enrollments of some courses add up to, by course; those without any are left out. */
  async countsOf(
    courseIds: readonly string[],
  ): Promise<ReadonlyMap<string, { enrolled: number; seats: number }>> {
    const rows = await this.enrollments.aggregate<{ _id: Types.ObjectId; enrolled: number; seats: number }>([
      { $match: { course: { $in: courseIds.map((id) => new Types.ObjectId(id)) }, isDeleted: false } },
      {
        $group: {
          _id: '$course',
          enrolled: ifTrue({ $in: ['$status', COUNTED] }),
          seats: ifTrue({ $in: ['$status', SEATED] }),
        },
      },
    ]);
    return new Map(rows.map(({ _id, enrolled, seats }) => [_id.toString(), { enrolled, seats }]));
  }

  async funnel(
    courseId: string,
  ): Promise<{ enrolled: number; started: number; half: number; completed: number }> {
    const [figures] = await this.enrollments.aggregate<{
      enrolled: number;
      started: number;
      half: number;
      completed: number;
    }>([
      { $match: { course: new Types.ObjectId(courseId), isDeleted: false, activatedAt: { $ne: null } } },
      {
        $group: {
          _id: null,
          enrolled: { $sum: 1 },
          started: ifTrue(isSet('$startedAt')),
          half: ifTrue({ $gte: ['$progress.percentage', 50] }),
          completed: ifTrue(isSet('$completedAt')),
        },
      },
      { $project: { _id: 0 } },
    ]);
    return figures ?? { enrolled: 0, started: 0, half: 0, completed: 0 };
  }

  async dropOff(courseId: string): Promise<{ lessonId: string; started: number; completed: number }[]> {
    const rows = await this.progress.aggregate<{
      _id: Types.ObjectId;
      started: number;
      completed: number;
    }>([
      { $match: { course: new Types.ObjectId(courseId), isDeleted: false } },
      { $group: { _id: '$lesson', started: { $sum: 1 }, completed: ifTrue('$isCompleted' as never) } },
    ]);
    return rows.map(({ _id, ...counts }) => ({ lessonId: _id.toString(), ...counts }));
  }
}
