import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { SoftDeleteRepository } from '../../../infra/mongo/index.js';
import type { LessonFeedback } from '../domain/lesson-feedback.js';
import { LESSON_PROGRESS_MODEL, type LessonProgressDocument } from './lesson-progress.schema.js';

const inLesson = (userId: string, lessonId: string) => ({
  user: new Types.ObjectId(userId),
  lesson: new Types.ObjectId(lessonId),
});

/** What is kept with somebody's progress in a lesson, but isn't progress. */
@Injectable()
export class LessonStudyRepository extends SoftDeleteRepository<LessonProgressDocument> {
  constructor(@InjectModel(LESSON_PROGRESS_MODEL) model: Model<LessonProgressDocument>) {
    super(model);
  }

  async findOfLesson(
    userId: string,
    lessonId: string,
  ): Promise<{ startedAt: Date; feedback: LessonFeedback | null } | undefined> {
    const found = await this.findOne(inLesson(userId, lessonId), { fields: ['startedAt', 'feedback'] });
    return found ? { startedAt: found.startedAt, feedback: found.feedback ?? null } : undefined;
  }

  /** @returns whether the learner has begun the lesson */
  setFeedback(userId: string, lessonId: string, feedback: LessonFeedback): Promise<boolean> {
    return this.updateOne(inLesson(userId, lessonId), { $set: { feedback } });
  }
}
