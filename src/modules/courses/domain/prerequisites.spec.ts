import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { everythingBefore } from './prerequisites.js';

type Graph = ReadonlyMap<string, readonly string[]>;

const reader = (graph: Graph) => async (ids: readonly string[]) =>
  new Map(ids.flatMap((id) => (graph.has(id) ? [[id, graph.get(id)!] as const] : [])));

/** The plain definition: whatever can be walked to. */
function reachable(graph: Graph, from: string, seen = new Set<string>()): Set<string> {
  if (seen.has(from)) return seen;
  seen.add(from);
  for (const next of graph.get(from) ?? []) reachable(graph, next, seen);
  return seen;
}

const node = fc.constantFrom(...'abcdefgh');
const graphs = fc
  .array(fc.tuple(node, fc.array(node, { maxLength: 3 })))
  .map((entries): Graph => new Map(entries));

describe('everythingBefore', () => {
  it('finds all that can be reached, in any graph, circles included', async () => {
    await fc.assert(
      fc.asyncProperty(graphs, fc.array(node, { minLength: 1 }), async (graph, starts) => {
        const expected = new Set(starts.flatMap((start) => [...reachable(graph, start)]));
        expect(await everythingBefore(starts, reader(graph))).toEqual(expected);
      }),
    );
  });

  it('keeps a graph without circles free of them: a change is refused exactly if it closed one', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(node, fc.array(node, { minLength: 1, maxLength: 3 }))),
        async (changes) => {
          const graph = new Map<string, readonly string[]>();
          for (const [id, before] of changes) {
            const closes = (await everythingBefore(before, reader(graph))).has(id);
            const changed = new Map(graph).set(id, before);
            const hasCircle = before.some((next) => reachable(changed, next).has(id));
            expect(closes).toBe(hasCircle);
            if (!closes) graph.set(id, before);
          }
        },
      ),
    );
  });

  it('asks for each thing once', async () => {
    const asked: string[] = [];
    const graph = new Map([
      ['a', ['b', 'c']],
      ['b', ['d']],
      ['c', ['d', 'a']],
    ]);
    await everythingBefore(['a'], async (ids) => {
      asked.push(...ids);
      return reader(graph)(ids);
    });
    expect(asked).toEqual(['a', 'b', 'c', 'd']);
  });
});
