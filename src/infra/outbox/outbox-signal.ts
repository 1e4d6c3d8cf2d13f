import { Injectable } from '@nestjs/common';
import { RedisConfig } from '../../config/index.js';
import { RedisService } from '../redis/index.js';

/** Signals of this long are one: a relay that looks finds what came since the last. */
const GATHERING_MS = 20;

/** Tells the relays, in whatever process, that there is something to do. A lost message costs one poll interval. */
@Injectable()
export class OutboxSignal {
  private readonly channel: string;
  /** Whether there was another occasion since the last message; undefined when that is long ago. */
  private again: boolean | undefined;

  constructor(
    config: RedisConfig,
    private readonly redis: RedisService,
  ) {
    this.channel = `${config.REDIS_KEY_PREFIX}:outbox`;
  }

  /** At once; of many in a row the first and, a moment later, the last. */
  send(): void {
    if (this.again !== undefined) {
      this.again = true;
      return;
    }
    this.again = false;
    setTimeout(() => {
      const { again } = this;
      this.again = undefined;
      if (again) this.send();
    }, GATHERING_MS).unref();
    void this.redis.attempt(
      (client) => client.publish(this.channel, ''),
      () => 0,
    );
  }

  /** Listens, also for Redis coming back. @returns how to stop */
  listen(listener: () => void): () => void {
    const subscriber = this.redis.connect({ maxRetriesPerRequest: null });
    subscriber.on('message', listener);
    subscriber.on('ready', listener);
    // Fails only when the connection is closed before it was ever made.
    subscriber.subscribe(this.channel).catch(() => {});
    return () => subscriber.disconnect();
  }
}
