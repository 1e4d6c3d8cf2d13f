import { Schema, type Types } from 'mongoose';
import { baseSchemaOptions, type BaseDocument } from '../../../infra/mongo/index.js';

export const REVIEW_VOTE_MODEL = 'ReviewVote';

/** That somebody found a review helpful. */
export interface ReviewVoteDocument extends BaseDocument {
  readonly review: Types.ObjectId;
  readonly user: Types.ObjectId;
}

/** The `review_votes` collection. */
export const reviewVoteSchema = new Schema<ReviewVoteDocument>(
  {
    review: { type: Schema.Types.ObjectId, ref: 'Review', required: true },
    user: { type: Schema.Types.ObjectId, ref: 'User', required: true },
  },
  { ...baseSchemaOptions, collection: 'review_votes' },
);

// One vote a user and review; the votes of a review that is withdrawn.
reviewVoteSchema.index({ review: 1, user: 1 }, { unique: true });
// Somebody's votes (002-38).
reviewVoteSchema.index({ user: 1 });
