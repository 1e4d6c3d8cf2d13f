import { randomUUID } from 'node:crypto';
import type { ApiClient } from './api-client.js';
import { createUser, signIn } from './people.js';
import type { TestApp } from './test-app.js';

/** A course as its author gets it from the API. */
export interface AuthoredCourse extends Record<string, unknown> {
  readonly id: string;
  readonly slug: string;
  readonly status: string;
}

/** The people that it takes to publish a course. */
export interface Faculty {
  readonly instructor: ApiClient;
  readonly otherInstructor: ApiClient;
  readonly moderator: ApiClient;
  readonly admin: ApiClient;
  readonly student: ApiClient;
  readonly categoryId: string;
}

export async function createFaculty(test: TestApp): Promise<Faculty> {
  const client = async (role: 'instructor' | 'moderator' | 'admin' | 'student') =>
    signIn(test, await createUser(test, { role }));
  const { body } = await test.api.get<{ data: { id: string; slug: string }[] }>('/api/v1/categories');
  return {
    instructor: await client('instructor'),
    otherInstructor: await client('instructor'),
    moderator: await client('moderator'),
    admin: await client('admin'),
    student: await client('student'),
    categoryId: body.data.find(({ slug }) => slug === 'programming')!.id,
  };
}

/** What a course can't begin without. */
export const courseInput = (categoryId: string, values: object = {}) => ({
  title: `Course ${randomUUID()}`,
  description: 'What it is about.',
  categoryId,
  level: 'beginner',
  price: '49.00',
  ...values,
});

/** A draft of the instructor's. */
export async function createDraft(
  { instructor, categoryId }: Pick<Faculty, 'instructor' | 'categoryId'>,
  values: object = {},
): Promise<AuthoredCourse> {
  const { status, body, text } = await instructor.post<AuthoredCourse>(
    '/api/v1/courses',
    courseInput(categoryId, values),
  );
  if (status !== 201) throw new Error(text);
  return body;
}

/** @returns the id of the new section */
export async function addSection(instructor: ApiClient, courseId: string, title = 'Basics'): Promise<string> {
  const { body } = await instructor.post<{ id: string }>(`/api/v1/courses/${courseId}/sections`, { title });
  return body.id;
}

/** A video of ten minutes, unless said otherwise. @returns the id of the new lesson */
export async function addLesson(
  instructor: ApiClient,
  sectionId: string,
  values: object = {},
): Promise<string> {
  const { status, body, text } = await instructor.post<{ id: string }>(
    `/api/v1/sections/${sectionId}/lessons`,
    {
      title: 'A lesson',
      type: 'video',
      durationSeconds: 600,
      content: { video: { url: 'https://videos.example.com/1.mp4' } },
      ...values,
    },
  );
  if (status !== 201) throw new Error(text);
  return body.id;
}

/** A draft with a section and what it takes to be published. */
export interface CompleteCourse extends AuthoredCourse {
  readonly section: string;
  readonly lessons: readonly string[];
}

/** @param lessons how many required lessons it has: "Lesson 1", "Lesson 2", ... */
export async function createComplete(
  faculty: Faculty,
  values: object = {},
  lessons = 1,
): Promise<CompleteCourse> {
  const course = await createDraft(faculty, values);
  const section = await addSection(faculty.instructor, course.id);
  const ids: string[] = [];
  for (let count = 1; count <= lessons; count++)
    ids.push(await addLesson(faculty.instructor, section, { title: `Lesson ${count}` }));
  return { ...course, section, lessons: ids };
}

/** Takes a draft that is complete to the catalogue. */
export async function publish({ instructor, moderator }: Faculty, courseId: string): Promise<void> {
  await instructor.post(`/api/v1/courses/${courseId}/submit`);
  const { status, text } = await moderator.post(`/api/v1/courses/${courseId}/publish`);
  if (status !== 200) throw new Error(text);
}
