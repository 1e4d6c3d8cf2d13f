import type { ApiClient, Answer } from './api-client.js';
import { enroll, type TaughtCourse } from './learning.js';
import { createUser, signIn } from './people.js';
import type { TestApp } from './test-app.js';

/** A lesson that its learner completes by saying so. */
export const MANUAL = { completionCriteria: { type: 'manual' } } as const;

interface Studied {
  lesson: { percentage: number; watchedSeconds: number; isCompleted: boolean; positionSeconds: number };
  course: { percentage: number; completedLessons: number; totalLessons: number; isCompleted: boolean };
  code?: string;
  detail?: string;
}

/** Somebody at their lessons, which are named by their place in the course. */
export interface Student {
  readonly api: ApiClient;
  readonly userId: string;
  readonly id: string;
  readonly course: TaughtCourse;
  report(lesson: number, report: object): Promise<Answer<Studied>>;
  watch(lesson: number, from: number, to: number): Promise<Answer<Studied>>;
  complete(lesson: number): Promise<Answer<Studied>>;
  read(): Promise<Record<string, unknown> & { progress: { percentage: number; totalTimeSeconds: number } }>;
}

/** Somebody who has just enrolled in a course. */
export async function learnerOf(test: TestApp, course: TaughtCourse): Promise<Student> {
  const user = await createUser(test);
  const api = await signIn(test, user);
  const id = await enroll(api, course);
  const post = (lesson: number, action: string, body?: object) =>
    api.post<Studied>(`/api/v1/enrollments/${id}/lessons/${course.lessons[lesson]}/${action}`, body);
  return {
    api,
    userId: user._id.toString(),
    id,
    course,
    report: (lesson, report) => post(lesson, 'progress', report),
    watch: (lesson, from, to) => post(lesson, 'progress', { positionSeconds: to, segments: [[from, to]] }),
    complete: (lesson) => post(lesson, 'complete'),
    read: async () => (await api.get<Awaited<ReturnType<Student['read']>>>(`/api/v1/enrollments/${id}`)).body,
  };
}
