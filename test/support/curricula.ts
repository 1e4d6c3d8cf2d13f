import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import type { ApiClient } from './api-client.js';
import type { TestApp } from './test-app.js';

interface Lesson {
  id: string;
  title: string;
  isActive: boolean;
  order: number;
}

export interface Section extends Lesson {
  lessons: Lesson[];
}

/** A curriculum as the author of the course sees it. */
export interface Curriculum {
  version: number;
  courseVersion: number;
  sections: Section[];
}

export const readCurriculum = async (author: ApiClient, courseId: string): Promise<Curriculum> =>
  (await author.get<Curriculum>(`/api/v1/courses/${courseId}/curriculum`)).body;

/** The titles of a curriculum as they stand; what learners don't see in brackets. */
export const shape = ({ sections }: Curriculum): string[][] =>
  sections.map(({ title, isActive, lessons }) => [
    isActive ? title : `(${title})`,
    ...lessons.map((lesson) => (lesson.isActive ? lesson.title : `(${lesson.title})`)),
  ]);

/** How many changes of a course's curriculum were published. */
export const changesOf = ({ app }: TestApp, courseId: string): Promise<number> =>
  app
    .get<Connection>(getConnectionToken())
    .collection('outbox')
    .countDocuments({ type: 'CurriculumChanged', 'payload.courseId': courseId });
