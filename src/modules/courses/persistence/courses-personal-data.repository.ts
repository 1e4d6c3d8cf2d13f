import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { trusted, Types, type Model } from 'mongoose';
import { COURSE_MODEL, type CourseDocument } from './course.schema.js';
import { FAVORITE_MODEL, type FavoriteDocument } from './favorite.schema.js';
import { REVIEW_VOTE_MODEL, type ReviewVoteDocument } from './review-vote.schema.js';
import { REVIEW_MODEL, type ReviewDocument } from './review.schema.js';

const REMOVED = 'Removed';

/** What somebody wrote, liked and taught. */
@Injectable()
export class CoursesPersonalDataRepository {
  constructor(
    @InjectModel(REVIEW_MODEL) private readonly reviews: Model<ReviewDocument>,
    @InjectModel(REVIEW_VOTE_MODEL) private readonly votes: Model<ReviewVoteDocument>,
    @InjectModel(FAVORITE_MODEL) private readonly favorites: Model<FavoriteDocument>,
    @InjectModel(COURSE_MODEL) private readonly courses: Model<CourseDocument>,
  ) {}

  reviewsOf(userId: string): AsyncIterable<ReviewDocument> {
    return this.reviews.find(ownedBy(userId)).sort({ _id: 1 }).lean<ReviewDocument>().cursor();
  }

  votesOf(userId: string): AsyncIterable<ReviewVoteDocument> {
    return this.votes.find(ownedBy(userId)).sort({ _id: 1 }).lean<ReviewVoteDocument>().cursor();
  }

  favoritesOf(userId: string): AsyncIterable<FavoriteDocument> {
    return this.favorites.find(ownedBy(userId)).sort({ _id: 1 }).lean<FavoriteDocument>().cursor();
  }

  coursesOf(userId: string): AsyncIterable<CourseDocument> {
    return this.courses
      .find({ instructor: new Types.ObjectId(userId) })
      .sort({ _id: 1 })
      .lean<CourseDocument>()
      .cursor();
  }

  async teaches(userId: string): Promise<boolean> {
    return (await this.courses.exists({ instructor: new Types.ObjectId(userId) })) !== null;
  }

  async courseIdsOf(userId: string): Promise<string[]> {
    const found = await this.courses
      .find({ instructor: new Types.ObjectId(userId) })
      .select('_id')
      .lean();
    return found.map(({ _id }) => _id.toString());
  }

  /** Who liked what is gone, that it was liked stays counted. */
  async removeVotes(userId: string): Promise<void> {
    await this.votes.deleteMany(ownedBy(userId));
  }

  /** What moderators wrote about somebody's reviews and courses. */
  async clearReasons(userId: string): Promise<void> {
    await this.courses.updateMany(
      { instructor: new Types.ObjectId(userId), rejection: trusted({ $ne: null }) },
      { $set: { 'rejection.reason': REMOVED } },
      { timestamps: false },
    );
    await this.reviews.updateMany(
      { ...ownedBy(userId), hiddenReason: trusted({ $ne: null }) },
      { $set: { hiddenReason: '' } },
      { timestamps: false },
    );
  }
}

const ownedBy = (userId: string) => ({ user: new Types.ObjectId(userId) });
