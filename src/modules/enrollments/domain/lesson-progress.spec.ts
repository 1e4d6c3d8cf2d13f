import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  completesItself,
  lessonPercentage,
  missingFor,
  NOTHING_DONE,
  study,
  type CompletionCriteria,
} from './lesson-progress.js';
import { lengthOf, type Segment } from './segments.js';
import { MAX_REPORTED_MS, MAX_SPEED, studyClock } from './study-clock.js';

const NOW = new Date('2026-03-02T10:00:00Z');
const later = (ms: number) => new Date(NOW.getTime() + ms);
const lesson = (criteria: Partial<CompletionCriteria> = {}, durationSeconds = 600) => ({
  durationSeconds,
  completionCriteria: {
    type: 'time_based' as const,
    requiredPercentage: 90,
    requiredInteractions: 0,
    ...criteria,
  },
});

describe('studying', () => {
  it('never adds more than the clock allows, whatever is reported in whatever lesson', () => {
    const report = fc.record({
      after: fc.integer({ min: 0, max: 2 * MAX_REPORTED_MS }),
      lesson: fc.constantFrom(0, 1, 2),
      segments: fc.array(
        fc
          .tuple(fc.integer({ min: 0, max: 599 }), fc.integer({ min: 1, max: 900 }))
          .map(([from, length]): Segment => [from, from + length]),
        { maxLength: 5 },
      ),
    });
    fc.assert(
      fc.property(fc.array(report, { maxLength: 30 }), (reports) => {
        const lessons = Array.from({ length: 3 }, () => NOTHING_DONE('x', NOW));
        let [elapsed, total, spent] = [0, 0, NOW];
        for (const { after, lesson: which, segments } of reports) {
          elapsed += after;
          const clock = studyClock(spent, later(elapsed));
          const before = lessons[which]!;
          const asked = { positionSeconds: 0, segments, interactions: [], device: null };
          const { addedSeconds, ...done } = study(before, asked, lesson(), clock);
          spent = clock.spent(addedSeconds);
          total += addedSeconds;
          lessons[which] = { ...before, ...done };
          expect(done.watchedSeconds).toBeGreaterThanOrEqual(before.watchedSeconds);
          expect(done.watchedSeconds).toBeLessThanOrEqual(600);
          // The same report again is worth nothing but what the clock had cut off.
          const again = study(lessons[which], asked, lesson(), studyClock(spent, spent));
          expect(again.addedSeconds).toBe(0);
        }
        expect(total).toBeLessThanOrEqual((elapsed / 1000) * MAX_SPEED + 1e-6);
        expect(lessons.reduce((sum, { segments }) => sum + lengthOf(segments), 0)).toBeCloseTo(total, 6);
      }),
    );
  });

  it('keeps interactions once each, and no more than can be kept', () => {
    const clock = studyClock(NOW, NOW);
    const interactions = Array.from({ length: 600 }, (_, index) => `step-${index % 550}`);
    const report = { positionSeconds: 0, segments: [], interactions, device: null };
    expect(study(NOTHING_DONE('x', NOW), report, lesson(), clock).interactions).toHaveLength(500);
  });
});

describe('the criteria of a lesson', () => {
  const done = (watchedSeconds: number, interactions: string[] = []) => ({ watchedSeconds, interactions });

  it('of time ask for a share of its length', () => {
    expect(missingFor(lesson(), done(539))).toEqual({ what: 'seconds', done: 539, required: 540 });
    expect(completesItself(lesson(), done(539))).toBe(false);
    expect(completesItself(lesson(), done(540))).toBe(true);
  });

  it('of interactions ask for a number of them', () => {
    const clicks = lesson({ type: 'interaction_based', requiredInteractions: 2 });
    expect(missingFor(clicks, done(600, ['a']))).toEqual({ what: 'interactions', done: 1, required: 2 });
    expect(completesItself(clicks, done(0, ['a', 'b']))).toBe(true);
  });

  it('that can’t be measured leave it to the learner', () => {
    for (const free of [lesson({ type: 'manual' }), lesson({}, 0)]) {
      expect(missingFor(free, done(0))).toEqual({ what: 'nothing' });
      expect(completesItself(free, done(600))).toBe(false);
    }
  });

  it('show as a percentage from 0 to 100', () => {
    expect(lessonPercentage({ isCompleted: false, watchedSeconds: 299.9 }, 600)).toBe(49);
    expect(lessonPercentage({ isCompleted: true, watchedSeconds: 540 }, 600)).toBe(100);
    expect(lessonPercentage({ isCompleted: false, watchedSeconds: 0 }, 0)).toBe(0);
  });
});
