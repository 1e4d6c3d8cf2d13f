import { getConnectionToken, getModelToken } from '@nestjs/mongoose';
import { Types, type Connection, type Model } from 'mongoose';
import { COURSE_MODEL, type CourseDocument } from '../../src/modules/courses/persistence/course.schema.js';
import { courseFactory } from '../../src/modules/courses/testing/course.factory.js';
import { lessonFactory } from '../../src/modules/courses/testing/lesson.factory.js';
import { sectionFactory } from '../../src/modules/courses/testing/section.factory.js';
import { userFactory } from '../../src/modules/users/testing/user.factory.js';
import type { TestApp } from './test-app.js';

/** What the reports are compared with: everything that is in the database, counted in the plainest way. */
export interface Figures {
  readonly categories: readonly { _id: Types.ObjectId; name: string }[];
  readonly courses: readonly CourseDocument[];
  readonly users: readonly { role: string; emailVerifiedAt: Date | null; createdAt?: Date }[];
  readonly enrollments: readonly EnrollmentFigure[];
  readonly payments: readonly PaymentFigure[];
  readonly reviews: readonly { course: Types.ObjectId; rating: number; hiddenAt: Date | null }[];
  readonly favorites: readonly { user: Types.ObjectId }[];
  readonly progress: readonly { lesson: Types.ObjectId; isCompleted: boolean }[];
  readonly lessons: readonly { _id: Types.ObjectId; title: string }[];
}

interface EnrollmentFigure {
  readonly course: Types.ObjectId;
  readonly status: string;
  readonly enrolledAt: Date;
  readonly activatedAt: Date | null;
  readonly startedAt: Date | null;
  readonly completedAt: Date | null;
  readonly progress: { readonly percentage: number };
}

export interface PaymentFigure {
  readonly course: Types.ObjectId;
  readonly amount: { readonly amount: number; readonly currency: string };
  readonly refundedAmount: number;
  readonly paidAt: Date | null;
}

const DAY_MS = 86_400_000;
const COURSES = 24;
const LEARNERS = 60;

/** Different enough that no two figures agree by chance, and the same in every run. */
export async function fillWithFigures(
  { app, clock }: TestApp,
  teacherId: Types.ObjectId,
  people: Figures['users'],
): Promise<Figures> {
  const connection = app.get<Connection>(getConnectionToken());
  const ago = (days: number) => new Date(clock.now().getTime() - days * DAY_MS);
  const categories = await connection
    .collection('categories')
    .find<Figures['categories'][number]>({ kind: 'course' })
    .toArray();
  const courses = Array.from({ length: COURSES }, (_, index) =>
    courseFactory.build({
      title: `Course ${index}`,
      slug: `analysed-${index}`,
      category: categories[index % 4]!._id,
      status: index % 7 === 6 ? 'draft' : 'published',
      publishedAt: ago(index * 40),
      instructor: index % 3 === 0 ? teacherId : new Types.ObjectId(),
      rating: index % 5 === 4 ? { average: 0, count: 0 } : { average: 5 - index / 10, count: index + 1 },
    }),
  );
  const learners = Array.from({ length: LEARNERS }, (_, index) =>
    userFactory.build({
      email: `analysed${index}@example.com`,
      username: `analysed_${index}`,
      emailVerifiedAt: index % 6 === 0 ? null : ago(index),
      createdAt: ago(index * 1.7),
    }),
  );
  const section = sectionFactory.build({ course: courses[0]!._id });
  const lessons = Array.from({ length: 4 }, (_, index) =>
    lessonFactory.build({ course: courses[0]!._id, section: section._id, order: index + 1 }),
  );
  const enrollments = learners.flatMap(({ _id: user }, index) =>
    courses
      .filter((_, position) => (position + index) % 5 === 0 || position === 0)
      .map((course, position) => enrollment(user, course._id, index + position, ago)),
  );
  const payments = enrollments
    .filter((_, index) => index % 2 === 0)
    .map((one, index) => ({
      _id: new Types.ObjectId(),
      user: one.user,
      course: one.course,
      enrollment: one._id,
      amount: { amount: 1999 + index * 7, currency: index % 4 === 0 ? 'BDT' : 'USD' },
      refundedAmount: index % 9 === 0 ? 500 : 0,
      paidAt: index % 5 === 0 ? null : one.enrolledAt,
    }));
  const reviews = learners.map(({ _id: user }, index) => ({
    user,
    course: courses[index % 2]!._id,
    rating: 1 + (index % 5),
    hiddenAt: index % 11 === 0 ? ago(1) : null,
    isDeleted: false,
  }));
  const favorites = learners
    .filter((_, index) => index % 3 === 0)
    .flatMap(({ _id: user }) => courses.slice(0, 2).map(({ _id: course }) => ({ user, course })));
  const progress = enrollments
    .filter(({ course, startedAt }) => startedAt && course.equals(courses[0]!._id))
    .flatMap(({ user }, index) =>
      lessons.slice(0, 1 + (index % 4)).map(({ _id: lesson, course }, position) => ({
        user,
        lesson,
        course,
        isCompleted: position < index % 4,
        isDeleted: false,
      })),
    );
  await app.get<Model<CourseDocument>>(getModelToken(COURSE_MODEL)).collection.insertMany(courses);
  const collections = {
    users: learners,
    sections: [section],
    lessons,
    enrollments,
    payments,
    reviews,
    favorites,
    lesson_progress: progress,
  };
  for (const [name, documents] of Object.entries(collections))
    await connection.collection(name).insertMany(documents);
  return {
    categories,
    courses,
    users: [...people, ...learners],
    enrollments,
    payments,
    reviews,
    favorites,
    progress,
    lessons,
  };
}

function enrollment(
  user: Types.ObjectId,
  course: Types.ObjectId,
  index: number,
  ago: (days: number) => Date,
): EnrollmentFigure & Record<'_id' | 'user', Types.ObjectId> & { readonly isDeleted: boolean } {
  const status = ['active', 'completed', 'pending', 'dropped'][index % 4]!;
  const enrolledAt = ago(index % 50);
  const activatedAt = status === 'pending' ? null : enrolledAt;
  return {
    _id: new Types.ObjectId(),
    user,
    course,
    status,
    enrolledAt,
    activatedAt,
    startedAt: index % 8 === 0 ? null : activatedAt,
    completedAt: status === 'completed' ? enrolledAt : null,
    progress: { percentage: status === 'completed' ? 100 : (index * 13) % 90 },
    isDeleted: false,
  };
}
