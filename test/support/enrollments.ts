import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import type { UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import type { Answer, ApiClient } from './api-client.js';
import type { TaughtCourse } from './learning.js';
import { createUser, signIn } from './people.js';
import type { TestApp } from './test-app.js';

/** An enrollment as its learner sees it. */
export interface Enrollment {
  id: string;
  status: string;
  accessLevel: string;
  checkout: string | null;
  expiresAt: string | null;
  completedAt: string | null;
  course: { title: string };
}

interface Refusal {
  code: string;
  detail: string;
  errors?: object[];
}

export const PAID = { amount: 4900, currency: 'USD' } as const;

export interface NewLearner {
  readonly user: UserDocument;
  readonly api: ApiClient;
  readonly id: string;
}

/** People who aren't enrolled in anything yet. */
export const learners = (test: TestApp, count: number): Promise<NewLearner[]> =>
  Promise.all(Array.from({ length: count }, () => newLearner(test)));

export async function newLearner(test: TestApp): Promise<NewLearner> {
  const user = await createUser(test);
  return { user, api: await signIn(test, user), id: user._id.toString() };
}

/** Asks for an enrollment. */
export const ask = (client: ApiClient, { id }: TaughtCourse, extra: object = {}) =>
  client.post<Enrollment & Refusal>('/api/v1/enrollments', { courseId: id, ...extra });

/** Pauses, resumes, drops or cancels. */
export const act = (client: ApiClient, id: string, action: string, body: object = {}) =>
  client.post<Enrollment & Refusal>(`/api/v1/enrollments/${id}/${action}`, body);

export const read = async (client: ApiClient, id: string): Promise<Enrollment> =>
  (await client.get<Enrollment>(`/api/v1/enrollments/${id}`)).body;

export const statuses = (answers: readonly Answer<unknown>[]): number[] =>
  answers.map(({ status }) => status).toSorted((a, b) => a - b);

export const database = ({ app }: TestApp): Connection => app.get<Connection>(getConnectionToken());

/** What is stored of the enrollments in a course. */
export const stored = (test: TestApp, { course }: TaughtCourse) =>
  database(test).collection('enrollments').find({ course: course._id }).toArray();

/** The types of what was published about a course, in the order of publication. */
export const eventsOf = async (test: TestApp, { id }: TaughtCourse): Promise<string[]> => {
  const outbox = database(test).collection('outbox');
  const events = await outbox.find({ 'payload.courseId': id }).sort({ _id: 1 }).toArray();
  return events.map(({ type }) => type as string);
};
