import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { Repository } from '../../../infra/mongo/index.js';
import { REVIEW_VOTE_MODEL, type ReviewVoteDocument } from './review-vote.schema.js';

@Injectable()
export class ReviewVoteRepository extends Repository<ReviewVoteDocument> {
  constructor(@InjectModel(REVIEW_VOTE_MODEL) model: Model<ReviewVoteDocument>) {
    super(model);
  }

  /**
   * @returns whether there was no such vote
   * @throws MongoServerError of a duplicate key when the same vote is being cast at this moment
   */
  async add(reviewId: string, userId: string): Promise<boolean> {
    const vote = { review: new Types.ObjectId(reviewId), user: new Types.ObjectId(userId) };
    const { upsertedCount } = await this.model.updateOne(vote, { $setOnInsert: vote }, { upsert: true });
    return upsertedCount === 1;
  }

  /** @returns whether there was one */
  async remove(reviewId: string, userId: string): Promise<boolean> {
    const { deletedCount } = await this.model.deleteOne({
      review: new Types.ObjectId(reviewId),
      user: new Types.ObjectId(userId),
    });
    return deletedCount === 1;
  }

  async removeOf(reviewId: string): Promise<void> {
    await this.model.deleteMany({ review: new Types.ObjectId(reviewId) });
  }
}
