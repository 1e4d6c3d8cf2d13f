import { getModelToken } from '@nestjs/mongoose';
import type { Model, Types } from 'mongoose';
import { COURSE_MODEL, type CourseDocument } from '../../src/modules/courses/persistence/course.schema.js';
import {
  ENROLLMENT_MODEL,
  type EnrollmentDocument,
} from '../../src/modules/enrollments/persistence/enrollment.schema.js';
import type { UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import type { ApiClient } from './api-client.js';
import { createUser, signIn } from './people.js';
import type { TestApp } from './test-app.js';

export interface Learner {
  readonly user: UserDocument;
  readonly api: ApiClient;
}

/** Puts courses into the database as they are. */
export async function addCourses({ app }: TestApp, ...courses: CourseDocument[]): Promise<void> {
  await app.get<Model<CourseDocument>>(getModelToken(COURSE_MODEL)).collection.insertMany(courses);
}

/** Gives somebody access to a course, as if they had enrolled. */
export async function enroll(
  { app }: TestApp,
  user: Pick<UserDocument, '_id'>,
  course: Pick<CourseDocument, '_id'>,
  values: Partial<EnrollmentDocument> = {},
): Promise<Types.ObjectId> {
  const enrollment = await app
    .get<Model<EnrollmentDocument>>(getModelToken(ENROLLMENT_MODEL))
    .create({ user: user._id, course: course._id, status: 'active', enrolledAt: new Date(), ...values });
  return enrollment._id;
}

/** Somebody new, signed in and enrolled. */
export async function createLearner(
  test: TestApp,
  course: Pick<CourseDocument, '_id'>,
  values: Partial<EnrollmentDocument> = {},
): Promise<Learner> {
  const user = await createUser(test);
  await enroll(test, user, course, values);
  return { user, api: await signIn(test, user) };
}
