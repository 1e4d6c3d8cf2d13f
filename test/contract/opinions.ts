import { getModelToken } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { REVIEW_MODEL, type ReviewDocument } from '../../src/modules/courses/persistence/review.schema.js';
import { courseFactory } from '../../src/modules/courses/testing/course.factory.js';
import { addCourses, enroll } from '../support/learners.js';
import type { TestApp } from '../support/test-app.js';

/** Ids of courses and of what people think of them. */
export interface Opinions {
  /** A course of the catalogue in which the administrator learns, without a review. */
  readonly toReview: string;
  /** One that the administrator has reviewed. */
  readonly reviewed: string;
  /** Reviews of the administrator; each is for one operation. */
  readonly own: { readonly toChange: string; readonly toWithdraw: string; readonly hidden: string };
  /** A review of somebody else. */
  readonly other: string;
}

export async function createOpinions(test: TestApp, adminId: string): Promise<Opinions> {
  const admin = { _id: new Types.ObjectId(adminId) };
  const [toReview, ...reviewed] = courseFactory.buildList(4);
  await addCourses(test, toReview!, ...reviewed);
  for (const course of [toReview!, ...reviewed]) await enroll(test, admin, course);
  const reviews = test.app.get<Model<ReviewDocument>>(getModelToken(REVIEW_MODEL));
  const hiding = { hiddenAt: new Date(), hiddenBy: admin._id, hiddenReason: 'Advertises' };
  const [toChange, toWithdraw, hidden, other] = await reviews.create([
    { course: reviewed[0]!._id, user: admin._id, rating: 4 },
    { course: reviewed[1]!._id, user: admin._id, rating: 4 },
    { course: reviewed[2]!._id, user: admin._id, rating: 4, ...hiding },
    { course: reviewed[0]!._id, user: new Types.ObjectId(), rating: 5, text: 'Good.' },
  ]);
  return {
    toReview: toReview!._id.toString(),
    reviewed: reviewed[0]!._id.toString(),
    own: {
      toChange: toChange!._id.toString(),
      toWithdraw: toWithdraw!._id.toString(),
      hidden: hidden!._id.toString(),
    },
    other: other!._id.toString(),
  };
}
