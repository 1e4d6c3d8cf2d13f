import { describe, expect, it } from 'vitest';
import { currentRow, studyDays } from './engagement.js';

const at = (text: string) => new Date(`2026-03-${text}:00:00Z`);
const NEVER = { activeDays: 0, consecutiveDays: 0 };

describe('the days on which somebody studies', () => {
  it('begin with the first', () => {
    expect(studyDays(NEVER, null, at('02T10'))).toEqual({ activeDays: 1, consecutiveDays: 1 });
  });

  it.each([
    ['the same day', '02T10', '02T23', { activeDays: 5, consecutiveDays: 3 }],
    ['the next day, an hour later', '02T23', '03T00', { activeDays: 6, consecutiveDays: 4 }],
    ['after a gap', '02T10', '04T10', { activeDays: 6, consecutiveDays: 1 }],
    ['a clock that went back', '02T10', '01T10', { activeDays: 5, consecutiveDays: 3 }],
  ])('count each day once, in a row while there is no gap: %s', (_, last, now, expected) => {
    expect(studyDays({ activeDays: 5, consecutiveDays: 3 }, at(last), at(now))).toEqual(expected);
  });

  it('are in a row until a whole day has passed without any', () => {
    const days = { activeDays: 5, consecutiveDays: 3 };
    expect(currentRow(days, at('02T10'), at('03T23'))).toBe(3);
    expect(currentRow(days, at('02T10'), at('04T00'))).toBe(0);
    expect(currentRow(NEVER, null, at('02T10'))).toBe(0);
  });
});
