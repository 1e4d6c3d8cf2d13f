/** One message to somebody's endpoint. Made anew for every attempt, so that its time and signature are fresh. */
export type Message = () => {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string;
};

/** Waits before the second, third, ... attempt, in milliseconds. */
const RETRY_DELAYS_MS = [200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000];
const ATTEMPT_TIMEOUT_MS = 20_000;

/**
 * Sends messages to an endpoint side by side, each until it is answered 2xx or all attempts are used up: at least once and
 * in no certain order, as payment providers promise it.
 */
export class Deliveries {
  readonly #aborted = new AbortController();
  readonly #running = new Set<Promise<void>>();
  #held: Message[] | undefined;

  /** Keeps messages back from now on. */
  hold(): void {
    this.#held ??= [];
  }

  /** Sends what was kept back, and everything that comes. */
  resume(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const message of held) this.send(message);
  }

  send(message: Message): void {
    if (this.#held) {
      this.#held.push(message);
      return;
    }
    const delivery = this.#deliver(message).finally(() => this.#running.delete(delivery));
    this.#running.add(delivery);
  }

  /** Resolves when every message that is under way has arrived or was given up. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  async close(): Promise<void> {
    this.#aborted.abort();
    await this.settled();
  }

  async #deliver(message: Message): Promise<void> {
    for (const delay of [...RETRY_DELAYS_MS, undefined]) {
      const status = await this.attempt(message).catch(() => 0);
      if (delay === undefined || (status >= 200 && status < 300) || this.#aborted.signal.aborted) return;
      await this.#pause(delay);
    }
  }

  /** One attempt. @returns the status that the endpoint answered */
  async attempt(message: Message): Promise<number> {
    const { url, headers, body } = message();
    const signal = AbortSignal.any([this.#aborted.signal, AbortSignal.timeout(ATTEMPT_TIMEOUT_MS)]);
    const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
    await response.arrayBuffer();
    return response.status;
  }

  #pause(milliseconds: number): Promise<void> {
    const { signal } = this.#aborted;
    return new Promise((resolve) => {
      const timer = setTimeout(done, milliseconds);
      function done() {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      }
      signal.addEventListener('abort', done);
    });
  }
}
