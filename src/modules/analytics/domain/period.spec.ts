import { describe, expect, it } from 'vitest';
import { everyDay, periodOf } from './period.js';

const NOW = new Date('2026-03-02T23:59:59Z');

describe('A period', () => {
  it('is the last thirty days, today included, unless said otherwise', () => {
    expect(periodOf({}, NOW)).toEqual({
      from: new Date('2026-02-01T00:00:00Z'),
      to: new Date('2026-03-03T00:00:00Z'),
    });
  });

  it('includes its first and its last day', () => {
    expect(periodOf({ from: '2026-01-31', to: '2026-01-31' }, NOW)).toEqual({
      from: new Date('2026-01-31T00:00:00Z'),
      to: new Date('2026-02-01T00:00:00Z'),
    });
  });

  it('neither ends before it begins nor lasts longer than a year', () => {
    expect(() => periodOf({ from: '2026-01-02', to: '2026-01-01' }, NOW)).toThrow('unusable-period');
    expect(() => periodOf({ from: '2025-01-01', to: '2026-01-02' }, NOW)).toThrow('unusable-period');
  });

  it('has an entry for days on which nothing happened', () => {
    const period = periodOf({ from: '2026-02-27', to: '2026-03-02' }, NOW);
    const counts = everyDay(period, [{ day: '2026-03-01', count: 7 }], (day) => ({ day, count: 0 }));
    expect(counts).toEqual([
      { day: '2026-02-27', count: 0 },
      { day: '2026-02-28', count: 0 },
      { day: '2026-03-01', count: 7 },
      { day: '2026-03-02', count: 0 },
    ]);
  });
});
