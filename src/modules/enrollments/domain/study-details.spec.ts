import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_PAGES, NO_DETAILS, withReported, type ReportedDetails } from './study-details.js';

const total = fc.nat(1000);
const some = <T>(shape: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(shape, { requiredKeys: [] });
const reports: fc.Arbitrary<ReportedDetails> = some({
  activity: some({ views: total, pauses: total, seeks: total, replays: total }),
  playbackSpeed: fc.constantFrom(0.5, 1, 2),
  quality: fc.constantFrom('auto', '720p'),
  pagesRead: fc.array(fc.integer({ min: 1, max: 20 })),
  lab: some({ attempts: total, completed: fc.boolean(), score: fc.nat(100), hintsUsed: total }),
  game: some({ attempts: total, level: total, score: total, bestScore: total }),
});

describe('what clients tell of studying', () => {
  it('counts once, however often it is told', () => {
    fc.assert(
      fc.property(reports, reports, (earlier, report) => {
        const once = withReported(withReported(NO_DETAILS, earlier), report);
        expect(withReported(once, report)).toEqual(once);
      }),
    );
  });

  it('never takes back a total, a page or a best score', () => {
    fc.assert(
      fc.property(reports, reports, (earlier, late) => {
        const before = withReported(NO_DETAILS, earlier);
        const after = withReported(before, late);
        for (const key of ['views', 'pauses', 'seeks', 'replays'] as const)
          expect(after.activity[key]).toBeGreaterThanOrEqual(before.activity[key]);
        expect(after.pagesRead).toEqual(expect.arrayContaining([...before.pagesRead]));
        expect(after.lab?.score ?? 0).toBeGreaterThanOrEqual(before.lab?.score ?? 0);
        expect(after.lab?.completed ?? false).toBe(!!(before.lab?.completed || late.lab?.completed));
        expect(after.game?.bestScore ?? 0).toBeGreaterThanOrEqual(before.game?.bestScore ?? 0);
      }),
    );
  });

  it('has the latest score of a game, and the best', () => {
    const first = withReported(NO_DETAILS, { game: { score: 80, attempts: 1 } });
    expect(withReported(first, { game: { score: 30, attempts: 2 } }).game).toEqual({
      attempts: 2,
      level: 0,
      score: 30,
      bestScore: 80,
    });
  });

  it('keeps a lab without a score apart from one of nothing', () => {
    const begun = withReported(NO_DETAILS, { lab: { attempts: 1 } });
    expect(begun.lab!.score).toBeNull();
    expect(withReported(begun, { lab: { score: 0 } }).lab!.score).toBe(0);
  });

  it('remembers so many pages and no more', () => {
    const pages = Array.from({ length: MAX_PAGES + 10 }, (_, index) => index + 1);
    expect(withReported(NO_DETAILS, { pagesRead: pages }).pagesRead).toHaveLength(MAX_PAGES);
  });
});
