import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';

/** Whether this process is on its way out, so that load balancers can be told before connections close. */
@Injectable()
export class Lifecycle implements BeforeApplicationShutdown {
  #stopping = false;

  get stopping(): boolean {
    return this.#stopping;
  }

  beforeApplicationShutdown(): void {
    this.#stopping = true;
  }
}
