import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { denominatorsDiffer, inCurriculumOrder, NO_CONTENT, requiredOf, totalsOf } from './curriculum.js';
import { DEFAULT_COMPLETION, LESSON_TYPES, type LessonOutline } from './lesson.js';

const lessons = fc.uniqueArray(
  fc.record({
    id: fc.nat({ max: 50 }).map(String),
    sectionId: fc.constantFrom('x', 'y', 'gone'),
    type: fc.constantFrom(...LESSON_TYPES),
    isRequired: fc.boolean(),
    isActive: fc.boolean(),
    durationSeconds: fc.nat({ max: 5000 }),
  }),
  { selector: ({ id }) => id },
);
type Drawn = Pick<LessonOutline, 'id' | 'sectionId' | 'type' | 'isRequired' | 'isActive' | 'durationSeconds'>;
const outline = (drawn: Drawn[]): LessonOutline[] =>
  drawn.map((lesson) => ({
    courseId: 'c',
    title: '',
    isFree: false,
    allowSkip: false,
    completionCriteria: DEFAULT_COMPLETION,
    ...lesson,
  }));

describe('what lessons add up to', () => {
  it('counts active ones, each once', () => {
    fc.assert(
      fc.property(lessons, (drawn) => {
        const active = drawn.filter(({ isActive }) => isActive);
        const totals = totalsOf(drawn);
        expect(totals.totalLessons).toBe(active.length);
        expect(Object.values(totals.lessonCounts).reduce((sum, count) => sum + count)).toBe(active.length);
        expect(totalsOf([...drawn].toReversed())).toEqual(totals);
      }),
    );
    expect(totalsOf([])).toEqual(NO_CONTENT);
  });
});

describe('the lessons that progress is measured by', () => {
  it('differ exactly when the set of required active ones does', () => {
    fc.assert(
      fc.property(lessons, lessons, (one, other) => {
        const [before, after] = [outline(one), outline(other)];
        const same =
          JSON.stringify(requiredOf(before).toSorted()) === JSON.stringify(requiredOf(after).toSorted());
        expect(denominatorsDiffer(before, after)).toBe(!same);
        expect(denominatorsDiffer(before, [...before].toReversed())).toBe(false);
      }),
    );
  });
});

describe('the order of a curriculum', () => {
  const section = (id: string, isActive: boolean) => ({
    id,
    isActive,
    courseId: 'c',
    title: '',
    description: '',
    order: 1,
  });

  it('is that of the sections, and switches off what stands in one that is switched off', () => {
    fc.assert(
      fc.property(lessons, fc.boolean(), (drawn, isActive) => {
        const ordered = inCurriculumOrder([section('y', true), section('x', isActive)], outline(drawn));
        const ids = (sectionId: string) =>
          drawn.filter((lesson) => lesson.sectionId === sectionId).map(({ id }) => id);
        expect(ordered.map(({ id }) => id)).toEqual([...ids('y'), ...ids('x')]);
        const stillActive = ordered.filter((lesson) => lesson.sectionId === 'x' && lesson.isActive);
        expect(isActive || stillActive.length === 0).toBe(true);
      }),
    );
  });
});
