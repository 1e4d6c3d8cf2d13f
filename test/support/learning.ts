import { getModelToken } from '@nestjs/mongoose';
import type { DeepPartial } from 'fishery';
import { Types, type Model } from 'mongoose';
import { totalsOf } from '../../src/modules/courses/domain/curriculum.js';
import { COURSE_MODEL, type CourseDocument } from '../../src/modules/courses/persistence/course.schema.js';
import { LESSON_MODEL, type LessonDocument } from '../../src/modules/courses/persistence/lesson.schema.js';
import { SECTION_MODEL } from '../../src/modules/courses/persistence/section.schema.js';
import { courseFactory } from '../../src/modules/courses/testing/course.factory.js';
import { lessonFactory } from '../../src/modules/courses/testing/lesson.factory.js';
import { sectionFactory } from '../../src/modules/courses/testing/section.factory.js';
import type { ApiClient } from './api-client.js';
import type { TestApp } from './test-app.js';

export const FREE = { amount: 0, currency: 'USD' } as const;

export interface TaughtCourse {
  readonly course: CourseDocument;
  readonly id: string;
  /** The ids of its lessons, in their order. */
  readonly lessons: readonly string[];
}

const collection = ({ app }: TestApp, model: string) =>
  app.get<Model<unknown>>(getModelToken(model)).collection;

/** A published course, free unless said otherwise, with one section of lessons: videos of ten minutes. */
export async function createCourse(
  test: TestApp,
  values: DeepPartial<CourseDocument> = {},
  lessons: readonly DeepPartial<LessonDocument>[] = [{}, {}],
): Promise<TaughtCourse> {
  const _id = new Types.ObjectId();
  const section = sectionFactory.build({ course: _id });
  const documents = lessons.map((lesson, index) =>
    lessonFactory.build({ course: _id, section: section._id, order: index + 1, ...lesson }),
  );
  const course = courseFactory.build({ _id, price: FREE, ...totalsOf(documents), ...values });
  await collection(test, COURSE_MODEL).insertOne(course);
  await collection(test, SECTION_MODEL).insertOne(section);
  if (documents.length > 0) await collection(test, LESSON_MODEL).insertMany(documents);
  return { course, id: course._id.toString(), lessons: documents.map(({ _id }) => _id.toString()) };
}

/** What is stored of a course now. */
export const courseNow = async (test: TestApp, { course }: TaughtCourse): Promise<CourseDocument> =>
  (await collection(test, COURSE_MODEL).findOne({ _id: course._id })) as unknown as CourseDocument;

/** Enrolls whoever asks. @returns the id of the enrollment */
export async function enroll(client: ApiClient, { id }: TaughtCourse): Promise<string> {
  const { body } = await client.post<{ id: string }>('/api/v1/enrollments', { courseId: id });
  return body.id;
}
