import { Injectable } from '@nestjs/common';
import { RedisConfig } from '../../config/index.js';
import { RedisService } from '../redis/index.js';

/** Tells the relays, in whatever process, that there is something to do. A lost message costs one poll interval. */
@Injectable()
export class OutboxSignal {
  private readonly channel: string;

  constructor(
    config: RedisConfig,
    private readonly redis: RedisService,
  ) {
    this.channel = `${config.REDIS_KEY_PREFIX}:outbox`;
  }

  async send(): Promise<void> {
    await this.redis.attempt(
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
