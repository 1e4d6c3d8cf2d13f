import { describe, expect, it } from 'vitest';
import { lessonFactory } from '../testing/lesson.factory.js';
import { viewOf } from './lesson-view.js';
import { LESSON_TYPES, type Lesson, type LessonType } from './lesson.js';

const SECRET = 'the solution';
const CONTENT = {
  video: { url: 'https://v.example.com', videoId: null, thumbnailUrl: null, captions: [] },
  document: { url: null, content: 'text', format: 'text' as const },
  lab: { instructions: 'open', environment: null, solution: SECRET, hints: [SECRET] },
  game: { gameType: 'puzzle' as const, data: {}, instructions: 'open', objectives: [] },
  code: { instructions: 'open', language: 'c', starterCode: '', solution: SECRET },
  quiz: { instructions: 'open' },
  assignment: { instructions: 'open' },
};

const lessonOf = (type: LessonType, content: Lesson['content']): Lesson => {
  const { _id, course, section, materials: _, ...rest } = lessonFactory.build();
  const ids = { id: String(_id), courseId: String(course), sectionId: String(section) };
  return { ...rest, ...ids, type, content, materials: [] };
};

describe('a lesson as somebody gets it', () => {
  it.each(LESSON_TYPES)('keeps the secrets of a %s from who has not earned them', (type) => {
    const lesson = lessonOf(type, { [type]: CONTENT[type] });
    const view = viewOf(lesson, { materials: 'downloads', solutions: false });
    expect(JSON.stringify(view)).not.toContain(SECRET);
    expect(view.content[type]).toBeTruthy();
    expect(viewOf(lesson, { materials: 'everything', solutions: true }).content).toEqual(lesson.content);
  });

  it('has no part of another type until everything is open', () => {
    const view = viewOf(lessonOf('video', CONTENT), { materials: 'downloads', solutions: false });
    expect(view.content).toEqual({ video: CONTENT.video });
  });
});
