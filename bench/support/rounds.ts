import { load, type Load, type LoadResult } from './load.ts';
import { median } from './figures.ts';

const ROUNDS = 3;

/**
 * Puts the same load on several servers in turn, several times, so that a machine that is slow for a while is slow for
 * all of them.
 *
 * @returns the median of what each was measured at
 */
export async function compare<K extends string>(
  loads: Readonly<Record<K, (round: number) => Load>>,
  measure: (result: LoadResult) => number,
): Promise<Record<K, number>> {
  const names = Object.keys(loads) as K[];
  const values = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<K, number[]>;
  for (let round = 0; round < ROUNDS; round++)
    for (const name of names) values[name].push(measure(await load(loads[name](round))));
  return Object.fromEntries(names.map((name) => [name, median(values[name])])) as Record<K, number>;
}
