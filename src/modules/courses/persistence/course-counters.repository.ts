import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, trusted, type Model } from 'mongoose';
import { SoftDeleteRepository } from '../../../infra/mongo/index.js';
import type { CourseCounts } from '../domain/course-counts.js';
import type { CourseContentTotals } from '../domain/course.js';
import { COURSE_MODEL, type CourseDocument } from './course.schema.js';

/** What counting asks of the course. */
export interface CountingTerms {
  /** False spares the look at the seats where the caller knows that they aren't limited. */
  readonly isLimited: boolean;
  /** Whether the course must be offered at that moment. */
  readonly isOpen: boolean;
}

/** What is counted on a course (X32). Deleted courses go on counting down, so that one that is restored is right. */
@Injectable()
export class CourseCountersRepository extends SoftDeleteRepository<CourseDocument> {
  constructor(@InjectModel(COURSE_MODEL) model: Model<CourseDocument>) {
    super(model);
  }

  /** @returns whether there was a place: a deleted course has none; if not, nothing was counted */
  addCounts(
    courseId: string,
    { enrolled, seats }: CourseCounts,
    { isLimited, isOpen }: CountingTerms,
  ): Promise<boolean> {
    const hasSeat = [{ capacity: null }, { $expr: trusted({ $lt: ['$seatsTaken', '$capacity'] }) }];
    return this.updateOne(
      {
        _id: new Types.ObjectId(courseId),
        ...(isOpen && { status: 'published' }),
        // No counter falls below zero, whatever is counted back: the nightly check finds what went wrong.
        ...(enrolled < 0 && { enrollmentCount: trusted({ $gte: -enrolled }) }),
        ...(seats < 0 && { seatsTaken: trusted({ $gte: -seats }) }),
        ...(seats > 0 && isLimited && { $or: hasSeat }),
      },
      { $inc: { enrollmentCount: enrolled, seatsTaken: seats } },
      { withDeleted: enrolled <= 0 && seats <= 0 },
    );
  }

  /** Makes the deletion and the closing of a course collide with the caller. @returns whether it is there */
  async hold(courseId: string, { isOpen }: Pick<CountingTerms, 'isOpen'>): Promise<boolean> {
    const { matchedCount } = await this.model.updateOne(
      this.visible({ _id: new Types.ObjectId(courseId), ...(isOpen && { status: 'published' }) }, {}),
      { $inc: { graphVersion: 1 } },
      { timestamps: false },
    );
    return matchedCount === 1;
  }

  async countsOf(courseId: string): Promise<CourseCounts | undefined> {
    const found = await this.findOneById(courseId, { fields: ['enrollmentCount', 'seatsTaken'] });
    return found ? { enrolled: found.enrollmentCount, seats: found.seatsTaken } : undefined;
  }

  async countsAfter(courseId: string | undefined, limit: number): Promise<({ id: string } & CourseCounts)[]> {
    const found = await this.find(courseId ? { _id: trusted({ $gt: new Types.ObjectId(courseId) }) } : {}, {
      fields: ['enrollmentCount', 'seatsTaken'],
      sort: { _id: 1 },
      limit,
    });
    return found.map(({ _id, enrollmentCount, seatsTaken }) => ({
      id: _id.toString(),
      enrolled: enrollmentCount,
      seats: seatsTaken,
    }));
  }

  async setCounts(courseId: string, { enrolled, seats }: CourseCounts): Promise<void> {
    const counts = { enrollmentCount: enrolled, seatsTaken: seats };
    await this.updateOne({ _id: new Types.ObjectId(courseId) }, { $set: counts });
  }

  async setTotals(courseId: string, totals: CourseContentTotals): Promise<void> {
    await this.updateOne({ _id: new Types.ObjectId(courseId) }, { $set: totals }, { withDeleted: true });
  }

  async idsTaughtBy(instructorId: string): Promise<string[]> {
    const found = await this.find({ instructor: new Types.ObjectId(instructorId) }, { fields: [] });
    return found.map(({ _id }) => _id.toString());
  }
}
