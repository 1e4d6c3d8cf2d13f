import type { CourseDocument } from '../../src/modules/courses/persistence/course.schema.js';
import type { Answer, ApiClient } from './api-client.js';
import type { TestApp } from './test-app.js';

export interface Review {
  id: string;
  author: { id: string; name: string } | null;
  rating: number;
  text: string | null;
  helpfulCount: number;
}

export interface ReviewPage {
  data: Review[];
  page: { nextCursor: string | null };
}

export const reviewsOf = ({ _id }: Pick<CourseDocument, '_id'>) =>
  `/api/v1/courses/${_id.toString()}/reviews`;

export const writeReview = (
  client: ApiClient,
  course: CourseDocument,
  body: unknown = { rating: 5 },
): Promise<Answer<Review>> => client.post<Review>(reviewsOf(course), body);

/** The reviews of a course, as everybody sees them. */
export const listReviews = async (
  { api }: TestApp,
  course: CourseDocument,
  query = '',
): Promise<ReviewPage> => (await api.get<ReviewPage>(reviewsOf(course) + query)).body;

/** The stars of a course, as everybody sees them. */
export const ratingShown = async ({ api }: TestApp, { slug }: CourseDocument): Promise<unknown> =>
  (await api.get(`/api/v1/courses/${slug}`)).body['rating'];
