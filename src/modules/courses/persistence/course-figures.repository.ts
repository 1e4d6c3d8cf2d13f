import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { Repository } from '../../../infra/mongo/index.js';
import type { RatingChange } from '../domain/review.js';
import { atAddress } from './course-address.js';
import { COURSE_MODEL, type CourseDocument } from './course.schema.js';

/** What the server counts about courses: stars, favourites, views. Each change is one atomic update of the course. */
@Injectable()
export class CourseFiguresRepository extends Repository<CourseDocument> {
  constructor(@InjectModel(COURSE_MODEL) model: Model<CourseDocument>) {
    super(model);
  }

  /** The average is always that of the stored sum, so that it never drifts (000-28). */
  async changeRating(courseId: string, { stars, reviews }: RatingChange): Promise<void> {
    await this.model.updateOne(
      { _id: courseId },
      [
        {
          $set: {
            'rating.sum': { $add: ['$rating.sum', stars] },
            'rating.count': { $add: ['$rating.count', reviews] },
          },
        },
        {
          $set: {
            'rating.average': {
              $cond: [{ $gt: ['$rating.count', 0] }, { $divide: ['$rating.sum', '$rating.count'] }, 0],
            },
          },
        },
      ],
      { updatePipeline: true, timestamps: false },
    );
  }

  async countFavorite(courseId: string, by: 1 | -1): Promise<void> {
    await this.model.updateOne({ _id: courseId }, { $inc: { favoriteCount: by } }, { timestamps: false });
  }

  /** @param views by id or slug, as the pages were asked for; what isn't there any more is passed over */
  async addViews(views: ReadonlyMap<string, number>): Promise<void> {
    await this.model.bulkWrite(
      Array.from(views, ([idOrSlug, count]) => ({
        updateOne: {
          filter: atAddress(idOrSlug),
          update: { $inc: { viewCount: count } },
          timestamps: false,
        },
      })),
      { ordered: false },
    );
  }
}
