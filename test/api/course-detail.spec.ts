import { getModelToken } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CourseDocument } from '../../src/modules/courses/persistence/course.schema.js';
import { LESSON_MODEL, type LessonDocument } from '../../src/modules/courses/persistence/lesson.schema.js';
import { SECTION_MODEL, type SectionDocument } from '../../src/modules/courses/persistence/section.schema.js';
import { lessonFactory } from '../../src/modules/courses/testing/lesson.factory.js';
import { sectionFactory } from '../../src/modules/courses/testing/section.factory.js';
import type { UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import { fillCatalogue, HIDDEN } from '../support/catalogue.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let test: TestApp;
let jane: UserDocument;
let javascript: CourseDocument;

beforeAll(async () => {
  test = await startTestApp();
  ({ jane, javascript } = await fillCatalogue(test));
});
afterAll(() => test.close());

describe('a course', () => {
  it('is shown by id and by slug, with its price as a decimal string', async () => {
    for (const name of [
      javascript.slug,
      javascript._id.toString(),
      javascript._id.toString().toUpperCase(),
    ]) {
      const { status, body } = await test.api.get(`/api/v1/courses/${name}`);
      expect(status).toBe(200);
      expect(body).toMatchObject({
        id: javascript._id.toString(),
        slug: 'javascript',
        category: 'programming',
        price: '99.99',
        originalPrice: '149.99',
        discountPercent: 33,
        currency: 'USD',
        instructor: { id: jane._id.toString(), name: 'Jane Smith' },
        rating: { average: 4.5, count: 2 },
        enrollmentCount: 50,
        certificateEligible: true,
      });
    }
  });

  it('shows its active sections and lessons in their order, and nothing that lessons hold', async () => {
    const course = javascript._id;
    const [first, second, gone] = [2, 1, 3].map((order) => sectionFactory.build({ course, order }));
    const sections = [first!, second!, { ...gone!, isActive: false }];
    const lessons = [
      lessonFactory.build({ course, section: first!._id, order: 2, title: 'Later' }),
      lessonFactory.build({ course, section: first!._id, order: 1, title: 'Sooner', isFree: true }),
      lessonFactory.build({ course, section: first!._id, order: 3, isActive: false }),
      lessonFactory.build({ course, section: first!._id, order: 4, isDeleted: true }),
      lessonFactory.build({ course, section: gone!._id, order: 1 }),
    ];
    await test.app.get<Model<SectionDocument>>(getModelToken(SECTION_MODEL)).collection.insertMany(sections);
    await test.app.get<Model<LessonDocument>>(getModelToken(LESSON_MODEL)).collection.insertMany(lessons);
    // Not asked for yet, so not in the cache.
    const { body, text } = await test.api.get(`/api/v1/courses/javascript?`);
    expect(body['sections']).toEqual([
      { id: second!._id.toString(), title: second!.title, description: '', lessons: [] },
      {
        id: first!._id.toString(),
        title: first!.title,
        description: '',
        lessons: [lessons[1]!, lessons[0]!].map(({ _id, title, type, durationSeconds, isFree }) => ({
          id: _id.toString(),
          title,
          type,
          durationSeconds,
          isRequired: true,
          isFree,
        })),
      },
    ]);
    expect(text).not.toContain('videos.example.com');
  });

  it.each([...HIDDEN.map(({ slug }) => slug), 'nowhere', '0'.repeat(24), '%24where'])(
    'that nobody may see is not there: %s',
    async (slug) => {
      expect(await test.api.get(`/api/v1/courses/${slug}`)).toMatchObject({
        status: 404,
        body: { code: 'course-not-found' },
      });
    },
  );
});
