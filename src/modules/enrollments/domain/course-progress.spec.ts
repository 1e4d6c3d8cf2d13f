import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { courseProgress, isComplete, progressOf } from './course-progress.js';
import { lockedLessons } from './lesson-sequence.js';
import { lessonToGoOnWith } from './resume.js';

const lessons = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1, maxLength: 2 }),
    isRequired: fc.boolean(),
    isActive: fc.boolean(),
    allowSkip: fc.boolean(),
  }),
  { selector: ({ id }) => id, maxLength: 12 },
);
const lessonsAndDone = lessons.chain((list) =>
  fc.tuple(fc.constant(list), fc.subarray(list.map(({ id }) => id))),
);

const lesson = (id: string, values: object = {}) => ({
  id,
  isRequired: true,
  isActive: true,
  allowSkip: false,
  ...values,
});

describe('the progress in a course', () => {
  it('is a whole percentage from 0 to 100, and 100 only when all that counts is done', () => {
    fc.assert(
      fc.property(lessonsAndDone, ([list, done]) => {
        const progress = courseProgress(list, new Set([...done, 'of another course']));
        expect(Number.isInteger(progress.percentage)).toBe(true);
        expect(progress.percentage).toBeGreaterThanOrEqual(0);
        expect(progress.percentage).toBeLessThanOrEqual(100);
        expect(progress.percentage === 100).toBe(isComplete(progress));
        expect(progress.completedLessons).toBeLessThanOrEqual(progress.totalLessons);
      }),
    );
  });

  it('is nothing where nothing counts, and never rounded up to all', () => {
    expect(progressOf(0, 0)).toEqual({ percentage: 0, completedLessons: 0, totalLessons: 0 });
    expect(progressOf(5, 0).percentage).toBe(0);
    expect(progressOf(999, 1000).percentage).toBe(99);
    expect(progressOf(7, 5).percentage).toBe(100);
  });
});

describe('lessons in order', () => {
  it('never lock everything that can still be done', () => {
    fc.assert(
      fc.property(lessonsAndDone, ([list, done]) => {
        const completed = new Set(done);
        const locked = lockedLessons(list, completed);
        const open = list.filter(
          ({ id, isRequired, isActive }) => isRequired && isActive && !completed.has(id),
        );
        expect(open.length === 0 || open.some(({ id }) => !locked.has(id))).toBe(true);
        // Doing more never locks anything.
        for (const { id } of list)
          expect([...lockedLessons(list, new Set([...done, id]))].every((other) => locked.has(other))).toBe(
            true,
          );
      }),
    );
  });

  it('lock what follows an open required one', () => {
    const list = [
      lesson('skippable', { allowSkip: true }),
      lesson('off', { isActive: false }),
      lesson('extra', { isRequired: false }),
      lesson('first'),
      lesson('second'),
      lesson('third'),
    ];
    expect([...lockedLessons(list, new Set())]).toEqual(['second', 'third']);
    expect([...lockedLessons(list, new Set(['first']))]).toEqual(['third']);
  });
});

describe('where to go on', () => {
  const list = [lesson('a'), lesson('b'), lesson('off', { isActive: false }), lesson('c')];

  it.each([
    [[], null, 'a'],
    [['a'], 'a', 'b'],
    [[], 'b', 'b'],
    [['b'], 'b', 'c'],
    [['c'], 'c', 'a'],
    [['a'], 'off', 'b'],
    [['a', 'b', 'c'], 'c', undefined],
  ])('after %j with %s last is %s', (done, last, next) => {
    expect(lessonToGoOnWith(list, new Set(done), last)?.id).toBe(next);
  });
});
