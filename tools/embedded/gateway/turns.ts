/** Lets tasks that get into each other's way run one after the other, by the key of what they contend for. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Whether somebody is waiting or at work under this key. */
  busy(key: string): boolean {
    return this.#last.has(key);
  }

  /** Runs the task when all that came before it under the same key are done. */
  async take<T>(key: string, task: () => Promise<T>): Promise<T> {
    const previous = this.#last.get(key);
    const turn = (async () => {
      await previous;
      return task();
    })();
    // The next in the queue waits for the end of this one, not for its success.
    const ended = turn.catch(() => {});
    this.#last.set(key, ended);
    try {
      return await turn;
    } finally {
      if (this.#last.get(key) === ended) this.#last.delete(key);
    }
  }
}
