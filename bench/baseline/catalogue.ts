import type { ObjectId } from 'mongodb';

/** How many courses a page has. */
export const PAGE = 20;

export const PUBLISHED = { status: 'published', isPublic: true };

/** A course as the database gives it to the baselines. */
export interface CourseRow {
  readonly _id: ObjectId;
  readonly category: ObjectId;
  readonly instructor: ObjectId;
  readonly price: { readonly amount: number; readonly currency: string };
  readonly publishedAt: Date;
  readonly [field: string]: unknown;
}

export interface LessonRow {
  readonly _id: ObjectId;
  readonly course: ObjectId;
  readonly [field: string]: unknown;
}
