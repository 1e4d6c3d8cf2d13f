/** Lets works that are about the same thing come one after another, in the order in which they asked. */
export class Turns {
  private readonly last = new Map<string, Promise<unknown>>();

  /** @returns what the work returns; a failed one lets the next begin like any other */
  async take<T>(key: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.last.get(key) ?? Promise.resolve()).then(work);
    const end = turn.catch(() => undefined);
    this.last.set(key, end);
    try {
      return await turn;
    } finally {
      if (this.last.get(key) === end) this.last.delete(key);
    }
  }
}
