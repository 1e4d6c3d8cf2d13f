import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, trusted, type Model } from 'mongoose';
import { SoftDeleteRepository } from '../../../infra/mongo/index.js';
import type { CourseContentTotals } from '../domain/course.js';
import { COURSE_MODEL, type CourseDocument } from './course.schema.js';

/** What is counted on a course (X32). Deleted courses go on counting, so that one that is restored is right. */
@Injectable()
export class CourseCountersRepository extends SoftDeleteRepository<CourseDocument> {
  constructor(@InjectModel(COURSE_MODEL) model: Model<CourseDocument>) {
    super(model);
  }

  async countEnrollment(courseId: string, by: 1 | -1): Promise<void> {
    await this.increment(courseId, 'enrollmentCount', by);
  }

  /** @returns whether there was one; always where seats aren't limited */
  async takeSeat(courseId: string): Promise<boolean> {
    const _id = new Types.ObjectId(courseId);
    return this.updateOne(
      { _id, $or: [{ capacity: null }, { $expr: trusted({ $lt: ['$seatsTaken', '$capacity'] }) }] },
      { $inc: { seatsTaken: 1 } },
    );
  }

  async releaseSeat(courseId: string): Promise<void> {
    await this.increment(courseId, 'seatsTaken', -1);
  }

  async setTotals(courseId: string, totals: CourseContentTotals): Promise<void> {
    await this.updateOne({ _id: new Types.ObjectId(courseId) }, { $set: totals }, { withDeleted: true });
  }

  async idsTaughtBy(instructorId: string): Promise<string[]> {
    const found = await this.find({ instructor: new Types.ObjectId(instructorId) }, { fields: [] });
    return found.map(({ _id }) => _id.toString());
  }

  private async increment(
    courseId: string,
    counter: 'enrollmentCount' | 'seatsTaken',
    by: 1 | -1,
  ): Promise<void> {
    const _id = new Types.ObjectId(courseId);
    // No counter falls below zero, whatever is counted back.
    const bound = by < 0 ? { [counter]: trusted({ $gt: 0 }) } : {};
    await this.updateOne({ _id, ...bound }, { $inc: { [counter]: by } }, { withDeleted: true });
  }
}
