import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { mapPage, type Page } from '../../../common/pagination/index.js';
import { Repository } from '../../../infra/mongo/index.js';
import { FAVORITE_MODEL, type FavoriteDocument } from './favorite.schema.js';

@Injectable()
export class FavoriteRepository extends Repository<FavoriteDocument> {
  constructor(@InjectModel(FAVORITE_MODEL) model: Model<FavoriteDocument>) {
    super(model);
  }

  /**
   * @returns whether it was none before
   * @throws MongoServerError of a duplicate key when the same is being done at this moment
   */
  async add(userId: string, courseId: string): Promise<boolean> {
    const favorite = pair(userId, courseId);
    const { upsertedCount } = await this.model.updateOne(
      favorite,
      { $setOnInsert: favorite },
      { upsert: true },
    );
    return upsertedCount === 1;
  }

  /** @returns whether it was one */
  async remove(userId: string, courseId: string): Promise<boolean> {
    return (await this.model.deleteOne(pair(userId, courseId))).deletedCount === 1;
  }

  /** Ids of courses, the latest favourite first. */
  async findCourseIds(
    userId: string,
    { limit, cursor }: { limit: number; cursor?: string },
  ): Promise<Page<string>> {
    const page = await this.page(
      { user: new Types.ObjectId(userId) },
      { sort: { createdAt: -1 }, limit, cursor, fields: ['course'] },
    );
    return mapPage(page, ({ course }) => course.toString());
  }
}

const pair = (userId: string, courseId: string) => ({
  user: new Types.ObjectId(userId),
  course: new Types.ObjectId(courseId),
});
