import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { Repository } from '../../../infra/mongo/index.js';
import type { PhaseTotals } from '../domain/phase.js';
import { COURSE_MODEL, type CourseDocument } from './course.schema.js';

/** Which courses stand in a category or belong to a phase. Deleted ones count: they may come back. */
@Injectable()
export class CourseShelvesRepository extends Repository<CourseDocument> {
  constructor(@InjectModel(COURSE_MODEL) model: Model<CourseDocument>) {
    super(model);
  }

  isCategoryUsed(categoryId: string): Promise<boolean> {
    return this.exists({ category: new Types.ObjectId(categoryId) });
  }

  isPhaseUsed(phaseId: string): Promise<boolean> {
    return this.exists({ phase: new Types.ObjectId(phaseId) });
  }

  /** Moves all courses of a category into another. */
  async moveCategory(from: string, to: string): Promise<void> {
    const [category, target] = [new Types.ObjectId(from), new Types.ObjectId(to)];
    await this.model.updateMany({ category }, { $set: { category: target } });
  }

  /** What the courses of each phase that everybody sees add up to, by the phase's id. */
  async totalsOfPhases(): Promise<ReadonlyMap<string, PhaseTotals>> {
    const found = await this.model.aggregate<PhaseTotals & { _id: Types.ObjectId }>([
      { $match: { phase: { $ne: null }, status: 'published', isPublic: true, isDeleted: false } },
      {
        $group: {
          _id: '$phase',
          totalCourses: { $sum: 1 },
          totalLessons: { $sum: '$totalLessons' },
          totalDurationSeconds: { $sum: '$totalDurationSeconds' },
        },
      },
    ]);
    return new Map(found.map(({ _id, ...totals }) => [_id.toString(), totals]));
  }
}
