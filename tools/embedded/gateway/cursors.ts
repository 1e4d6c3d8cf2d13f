/** MongoDB's cursorTimeoutMillis. */
const IDLE_MS = 10 * 60_000;
const MAX_CURSORS = 5000;

interface Cursor {
  /** Where PostgreSQL goes on from: handed back to it untouched. */
  continuation: Buffer;
  lastUsed: number;
}

/** Open cursors. PostgreSQL keeps no state for them beyond a file that it cleans up itself. */
export class Cursors {
  readonly #cursors = new Map<string, Cursor>();

  /** Opens a cursor, or moves it on. The oldest gives way when there are too many. */
  set(id: string, continuation: Buffer): void {
    this.#cursors.delete(id);
    this.#cursors.set(id, { continuation, lastUsed: Date.now() });
    if (this.#cursors.size > MAX_CURSORS) this.#cursors.delete(this.#cursors.keys().next().value!);
  }

  get(id: string): Buffer | undefined {
    return this.#cursors.get(id)?.continuation;
  }

  /** Answers whether it was open. */
  delete(id: string): boolean {
    return this.#cursors.delete(id);
  }

  sweep(now: number): void {
    for (const [id, cursor] of this.#cursors) {
      if (now - cursor.lastUsed > IDLE_MS) this.#cursors.delete(id);
    }
  }

  get size(): number {
    return this.#cursors.size;
  }
}
