import type { Answer } from './api-client.js';
import type { Student } from './study.js';

/** An answer about a note or a bookmark, or why there is none. */
export interface Kept {
  id: string;
  lessonId: string;
  content: string;
  positionSeconds: number | null;
  page: number | null;
  label: string | null;
  code?: string;
}

export interface KeptPage {
  data: Kept[];
  page: { nextCursor: string | null };
}

export type Kind = 'notes' | 'bookmarks';

const path = ({ id }: Student, kind: Kind) => `/api/v1/enrollments/${id}/${kind}`;

/** Writes or marks something in a lesson, which is named by its place in the course. */
export const keep = (learner: Student, kind: Kind, lesson: number, values: object): Promise<Answer<Kept>> =>
  learner.api.post<Kept>(path(learner, kind), { lessonId: learner.course.lessons[lesson], ...values });

export const listKept = (learner: Student, kind: Kind, query = ''): Promise<Answer<KeptPage>> =>
  learner.api.get<KeptPage>(path(learner, kind) + query);

export const removeKept = (learner: Student, kind: Kind, id: string): Promise<Answer<Kept>> =>
  learner.api.send<Kept>('DELETE', `${path(learner, kind)}/${id}`);

/** What the enrollment says of it. */
export const engagementOf = async (learner: Student): Promise<Record<string, number>> =>
  (await learner.read())['engagement'] as Record<string, number>;
