import { Factory } from 'fishery';
import { Types } from 'mongoose';
import type { CourseDocument } from '../persistence/course.schema.js';

/** Documents of the `courses` collection: published and public unless said otherwise, each a day newer. */
export const courseFactory = Factory.define<CourseDocument>(({ sequence }) => ({
  _id: new Types.ObjectId(),
  title: `Course ${sequence}`,
  slug: `course-${sequence}`,
  description: 'What a course is about.',
  category: new Types.ObjectId(),
  level: 'beginner',
  language: 'en',
  tags: [],
  price: { amount: 9999, currency: 'USD' },
  instructor: new Types.ObjectId(),
  status: 'published',
  isPublic: true,
  publishedAt: new Date(Date.UTC(2026, 0, sequence)),
  isDeleted: false,
  createdAt: new Date('2026-01-01T00:00:00Z'),
}));
