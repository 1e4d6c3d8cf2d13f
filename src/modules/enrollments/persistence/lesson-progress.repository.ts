import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { SoftDeleteRepository, type Batch, type Picked } from '../../../infra/mongo/index.js';
import type { LessonProgress } from '../domain/lesson-progress.js';
import { NO_DETAILS } from '../domain/study-details.js';
import type { Enrollment } from '../domain/enrollment.js';
import { LESSON_PROGRESS_MODEL, type LessonProgressDocument } from './lesson-progress.schema.js';

const FIELDS = [
  'lesson',
  'positionSeconds',
  'segments',
  'watchedSeconds',
  'interactions',
  'isCompleted',
  'completedAt',
  'lastAccessedAt',
  'device',
  'browser',
  'details',
] as const satisfies (keyof LessonProgressDocument)[];

const id = (value: string) => new Types.ObjectId(value);

@Injectable()
export class LessonProgressRepository extends SoftDeleteRepository<LessonProgressDocument> {
  constructor(@InjectModel(LESSON_PROGRESS_MODEL) model: Model<LessonProgressDocument>) {
    super(model);
  }

  /** What a learner has done in a lesson. */
  async findOfLesson(userId: string, lessonId: string): Promise<LessonProgress | undefined> {
    const found = await this.findOne({ user: id(userId), lesson: id(lessonId) }, { fields: FIELDS });
    return found ? toLessonProgress(found) : undefined;
  }

  /** What a learner has done in a course. */
  async findOfEnrollment(enrollmentId: string): Promise<LessonProgress[]> {
    return (await this.find({ enrollment: id(enrollmentId) }, { fields: FIELDS })).map(toLessonProgress);
  }

  /** The lessons of an enrollment that are complete. */
  async completedLessons(enrollmentId: string): Promise<Set<string>> {
    const found = await this.find(
      { enrollment: id(enrollmentId), isCompleted: true },
      { fields: ['lesson'] },
    );
    return new Set(found.map(({ lesson }) => lesson.toString()));
  }

  /** How many of the lessons are complete, by enrollment. */
  async countCompleted(
    enrollmentIds: readonly string[],
    lessonIds: readonly string[],
  ): Promise<ReadonlyMap<string, number>> {
    const counts = await this.model.aggregate<{ _id: Types.ObjectId; completed: number }>([
      {
        $match: {
          enrollment: { $in: enrollmentIds.map(id) },
          isCompleted: true,
          lesson: { $in: lessonIds.map(id) },
          isDeleted: false,
        },
      },
      { $group: { _id: '$enrollment', completed: { $sum: 1 } } },
    ]);
    return new Map(counts.map(({ _id, completed }) => [_id.toString(), completed]));
  }

  /** Stores what a learner has done in a lesson by now. Joins the transaction in which it was read. */
  async save(
    { id: enrollmentId, userId, courseId }: Pick<Enrollment, 'id' | 'userId' | 'courseId'>,
    { lessonId, ...studied }: LessonProgress,
  ): Promise<void> {
    await this.model.updateOne(
      { user: id(userId), lesson: id(lessonId) },
      {
        $set: { ...studied, enrollment: id(enrollmentId), course: id(courseId) },
        $setOnInsert: { startedAt: studied.lastAccessedAt, isDeleted: false },
      },
      { upsert: true },
    );
  }

  deleteOfCourse(courseId: string, batch: Batch): Promise<number> {
    return this.softDelete({ course: id(courseId) }, batch);
  }
}

function toLessonProgress(document: Picked<LessonProgressDocument, (typeof FIELDS)[number]>): LessonProgress {
  const { _id, lesson, browser = null, details = NO_DETAILS, ...rest } = document;
  return { lessonId: lesson.toString(), browser, details, ...rest };
}
