/** Reads the direct prerequisites of several things at once, by id. */
export type PrerequisitesOf = (ids: readonly string[]) => Promise<ReadonlyMap<string, readonly string[]>>;

/** Everything that has to come before the given ones, themselves included. Reads level by level, each thing once. */
export async function everythingBefore(
  ids: readonly string[],
  prerequisitesOf: PrerequisitesOf,
): Promise<ReadonlySet<string>> {
  const seen = new Set(ids);
  let level: readonly string[] = [...seen];
  while (level.length > 0) {
    const next = [...(await prerequisitesOf(level)).values()].flat().filter((id) => !seen.has(id));
    level = [...new Set(next)];
    for (const id of level) seen.add(id);
  }
  return seen;
}
