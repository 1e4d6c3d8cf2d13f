/** A watched stretch of a lesson: from and to, in seconds. */
export type Segment = readonly [from: number, to: number];

/** More stretches than this are remembered for no lesson (T14). */
export const MAX_SEGMENTS = 200;

/** The same time, each part of it once: in order, and apart from each other. */
export function unionOf(...lists: (readonly Segment[])[]): Segment[] {
  const union: [number, number][] = [];
  for (const [from, to] of lists.flat().toSorted(([a], [b]) => a - b)) {
    const last = union.at(-1);
    if (to <= from) continue;
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else union.push([from, to]);
  }
  return union;
}

/** What of the first isn't in the second. Both are unions. */
export function differenceOf(segments: readonly Segment[], without: readonly Segment[]): Segment[] {
  return segments.flatMap(([from, to]) => {
    const left: Segment[] = [];
    let start = from;
    for (const [gapFrom, gapTo] of without) {
      if (gapTo <= start || gapFrom >= to) continue;
      if (gapFrom > start) left.push([start, gapFrom]);
      start = Math.max(start, gapTo);
    }
    if (start < to) left.push([start, to]);
    return left;
  });
}

/** How long a union is, in seconds. */
export const lengthOf = (union: readonly Segment[]): number =>
  union.reduce((sum, [from, to]) => sum + (to - from), 0);

/** What of the stretches lies inside the lesson. */
export const clampTo = (durationSeconds: number, segments: readonly Segment[]): Segment[] =>
  segments
    .map(([from, to]): Segment => [Math.max(0, from), Math.min(durationSeconds, to)])
    .filter(([from, to]) => from < to);

/** The first `seconds` of a union. */
export function firstSeconds(union: readonly Segment[], seconds: number): Segment[] {
  const taken: Segment[] = [];
  let left = seconds;
  for (const [from, to] of union) {
    if (left <= 0) break;
    taken.push([from, Math.min(to, from + left)]);
    left -= to - from;
  }
  return taken;
}

/** A union of no more than {@link MAX_SEGMENTS} stretches: the shortest are let go. */
export function capped(union: readonly Segment[]): Segment[] {
  if (union.length <= MAX_SEGMENTS) return [...union];
  return union
    .toSorted(([a, b], [c, d]) => d - c - (b - a))
    .slice(0, MAX_SEGMENTS)
    .toSorted(([a], [c]) => a - c);
}
