import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';

/** Whether this process is on its way out, so that load balancers can be told before connections close. */
@Injectable()
export class Lifecycle implements BeforeApplicationShutdown {
  #stopping = false;
  readonly #callbacks: (() => void)[] = [];

  get stopping(): boolean {
    return this.#stopping;
  }

  /** Calls back when the process begins to stop, while requests still run. */
  onStop(callback: () => void): void {
    this.#callbacks.push(callback);
  }

  beforeApplicationShutdown(): void {
    this.#stopping = true;
    for (const callback of this.#callbacks) callback();
  }
}
