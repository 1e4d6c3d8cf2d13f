import { Schema, type Types } from 'mongoose';
import { baseSchemaOptions, type BaseDocument } from '../../../infra/mongo/index.js';

export const FAVORITE_MODEL = 'Favorite';

/** A course that somebody has put on their list of wishes. */
export interface FavoriteDocument extends BaseDocument {
  readonly user: Types.ObjectId;
  readonly course: Types.ObjectId;
  readonly createdAt: Date;
}

/** The `favorites` collection (004-01). */
export const favoriteSchema = new Schema<FavoriteDocument>(
  {
    user: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    course: { type: Schema.Types.ObjectId, ref: 'Course', required: true },
  },
  { ...baseSchemaOptions, collection: 'favorites' },
);

// One favourite a user and course; how many users have any (004-01).
favoriteSchema.index({ user: 1, course: 1 }, { unique: true });
// Somebody's favourites, the newest first.
favoriteSchema.index({ user: 1, createdAt: -1, _id: -1 });
