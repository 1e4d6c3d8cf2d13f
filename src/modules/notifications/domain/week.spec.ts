import { describe, expect, it } from 'vitest';
import { weekBefore, weekNamed } from './week.js';

describe('the week before', () => {
  it.each([
    ['2026-11-23T00:00:00Z', '2026-11-16'],
    ['2026-11-23T07:00:00Z', '2026-11-16'],
    ['2026-11-29T23:59:59Z', '2026-11-16'],
    ['2026-11-22T23:59:59Z', '2026-11-09'],
    ['2027-01-01T00:00:00Z', '2026-12-21'],
  ])('%s is that of Monday, %s', (instant, monday) => {
    expect(weekBefore(new Date(instant)).name).toBe(monday);
  });

  it('has seven days, and is found again by its name', () => {
    const week = weekBefore(new Date('2026-11-25T12:00:00Z'));
    expect(week).toEqual({
      name: '2026-11-16',
      from: new Date('2026-11-16T00:00:00Z'),
      to: new Date('2026-11-23T00:00:00Z'),
    });
    expect(weekNamed(week.name)).toEqual(week);
  });
});
