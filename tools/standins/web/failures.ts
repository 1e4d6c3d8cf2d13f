/** How a server fails: with a status, by never answering, or by doing what it is asked to and saying that it failed. */
export type Failure = number | 'hang' | 'lost';

/** Failures that an API is to have, one for each request, before it works again. */
export class Failures {
  readonly #coming: Failure[] = [];

  add(failure: Failure, times: number): void {
    for (let count = 0; count < times; count += 1) this.#coming.push(failure);
  }

  next(): Failure | undefined {
    return this.#coming.shift();
  }
}
