import { Types } from 'mongoose';
import type { CourseDocument } from '../../src/modules/courses/persistence/course.schema.js';
import { courseFactory } from '../../src/modules/courses/testing/course.factory.js';
import type { UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import { addCourses } from './learners.js';
import { createUser } from './people.js';
import type { TestApp } from './test-app.js';

/** What nobody finds. */
export const HIDDEN = [
  { slug: 'draft', status: 'draft' },
  { slug: 'under-review', status: 'under-review' },
  { slug: 'archived', status: 'archived' },
  { slug: 'secret', isPublic: false },
  { slug: 'deleted', isDeleted: true },
] as const;

/** Fills the catalogue with five courses and those that are {@link HIDDEN}. @returns one of them, and who teaches it */
export async function fillCatalogue(
  test: TestApp,
): Promise<{ jane: UserDocument; javascript: CourseDocument }> {
  const jane = await createUser(test, { profile: { firstName: 'Jane', lastName: 'Smith' } });
  const { body } = await test.api.get<{ data: { id: string; slug: string }[] }>('/api/v1/categories');
  const categories = new Map(body.data.map(({ slug, id }) => [slug, new Types.ObjectId(id)]));
  const [programming, design] = ['programming', 'design'].map((slug) => categories.get(slug)!);
  const usd = (amount: number) => ({ amount, currency: 'USD' as const });
  const rated = (average: number, count: number) => ({ average, count, sum: average * count });
  const javascript = courseFactory.build({
    slug: 'javascript',
    title: 'JavaScript Fundamentals',
    description: 'Variables and functions for beginners.',
    category: programming,
    tags: ['javascript', 'web'],
    price: usd(9999),
    originalAmount: 14_999,
    rating: rated(4.5, 2),
    enrollmentCount: 50,
    instructor: jane._id,
  });
  await addCourses(
    test,
    javascript,
    courseFactory.build({
      slug: 'typescript',
      title: 'Practical TypeScript',
      description: 'Types for those who know JavaScript.',
      category: programming,
      level: 'advanced',
      tags: ['typescript', 'web'],
      price: usd(4900),
      rating: rated(3, 10),
      enrollmentCount: 70,
      instructor: jane._id,
    }),
    courseFactory.build({
      slug: 'typografie',
      title: 'Typografie',
      description: 'Schrift und Satz.',
      category: design,
      language: 'de',
      tags: ['fonts'],
      price: { amount: 2000, currency: 'EUR' },
      rating: rated(5, 1),
      enrollmentCount: 10,
    }),
    courseFactory.build({
      slug: 'chess',
      title: 'First Steps in Chess',
      description: 'How the pieces move.',
      category: categories.get('other'),
      tags: [],
      price: usd(0),
      enrollmentCount: 90,
    }),
    courseFactory.build({
      slug: 'newsletters',
      title: 'Newsletters',
      description: 'Letters that people learn to like.',
      category: categories.get('marketing'),
      level: 'expert',
      tags: ['web'],
      price: usd(19_900),
      rating: rated(2, 4),
      enrollmentCount: 30,
    }),
    ...HIDDEN.map((values) =>
      courseFactory.build({
        ...values,
        title: 'JavaScript that nobody sees',
        category: programming,
        tags: ['javascript'],
      }),
    ),
  );
  return { jane, javascript };
}
