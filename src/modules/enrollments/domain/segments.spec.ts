import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  capped,
  clampTo,
  differenceOf,
  firstSeconds,
  lengthOf,
  MAX_SEGMENTS,
  unionOf,
  type Segment,
} from './segments.js';

const second = fc.integer({ min: 0, max: 60 });
const segments = fc.array(
  fc.tuple(second, second).map(([a, b]): Segment => [Math.min(a, b), Math.max(a, b)]),
  { maxLength: 12 },
);

/** The same time as a set of whole seconds: what the functions must agree with. */
const secondsOf = (list: readonly Segment[]) => {
  const seconds = new Set<number>();
  for (const [from, to] of list) for (let at = from; at < to; at++) seconds.add(at);
  return seconds;
};

describe('watched stretches', () => {
  it('are united: each second once, in order, apart from each other', () => {
    fc.assert(
      fc.property(segments, segments, (a, b) => {
        const union = unionOf(a, b);
        expect(secondsOf(union)).toEqual(secondsOf([...a, ...b].toSorted(([x], [y]) => x - y)));
        expect(lengthOf(union)).toBe(secondsOf([...a, ...b]).size);
        const edges = union.flat();
        expect(edges).toEqual([...new Set(edges)].toSorted((x, y) => x - y));
        expect(unionOf(union, a)).toEqual(union);
        expect(unionOf(b, a)).toEqual(union);
      }),
    );
  });

  it('are told apart from what was watched before', () => {
    fc.assert(
      fc.property(segments, segments, (a, b) => {
        const [left, right] = [unionOf(a), unionOf(b)];
        const watched = secondsOf(right);
        expect([...secondsOf(differenceOf(left, right))]).toEqual(
          [...secondsOf(left)].filter((at) => !watched.has(at)),
        );
      }),
    );
  });

  it('are cut to the lesson, and to what is believed', () => {
    fc.assert(
      fc.property(segments, second, (list, limit) => {
        const union = unionOf(list);
        expect(lengthOf(unionOf(clampTo(limit, list)))).toBe(
          [...secondsOf(list)].filter((at) => at < limit).length,
        );
        const first = firstSeconds(union, limit);
        expect(lengthOf(first)).toBe(Math.min(limit, lengthOf(union)));
        expect(differenceOf(first, union)).toEqual([]);
      }),
    );
  });

  it('are never more than can be kept; the longest stay', () => {
    const many = Array.from({ length: MAX_SEGMENTS + 50 }, (_, index): Segment => [
      index * 10,
      index * 10 + (index < 50 ? 1 : 5),
    ]);
    const kept = capped(many);
    expect(kept).toHaveLength(MAX_SEGMENTS);
    expect(new Set(kept.map(([from, to]) => to - from))).toEqual(new Set([5]));
    expect(kept).toEqual(unionOf(kept));
  });
});
