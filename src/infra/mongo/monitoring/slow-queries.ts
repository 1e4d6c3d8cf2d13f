import { Injectable, Logger } from '@nestjs/common';
import { MongoConfig } from '../../../config/index.js';
import { Clock } from '../../clock/index.js';
import { RedisService } from '../../redis/index.js';
import { MongoCommands, type MongoCommand } from './mongo-commands.js';
import { queryShape } from './query-shape.js';

/** A call of the database that took SLOW_QUERY_MS or longer. */
export interface SlowQuery {
  /** ISO 8601. */
  readonly at: string;
  readonly command: string;
  readonly collection: string;
  readonly durationMs: number;
  readonly failed: boolean;
  /** Keys and operators, no values. */
  readonly shape: unknown;
}

const KEPT = 200;
const KEY = 'mongo:slow-queries';

/** Logs slow queries and keeps the last ones of all instances in Redis, or of this one while Redis is gone (000-57). */
@Injectable()
export class SlowQueries {
  private readonly logger = new Logger(SlowQueries.name);
  private readonly own: SlowQuery[] = [];

  constructor(
    private readonly config: MongoConfig,
    private readonly clock: Clock,
    private readonly redis: RedisService,
    commands: MongoCommands,
  ) {
    commands.subscribe((command) => {
      if (command.durationMs >= this.config.SLOW_QUERY_MS) void this.record(command);
    });
  }

  /** The last 200, the newest first. */
  recent(): Promise<SlowQuery[]> {
    return this.redis.attempt(
      async (client) =>
        (await client.lrange(KEY, 0, KEPT - 1)).map((entry) => JSON.parse(entry) as SlowQuery),
      () => this.own.toReversed(),
    );
  }

  private async record({ command, collection, durationMs, failed, statement }: MongoCommand): Promise<void> {
    const query: SlowQuery = {
      at: this.clock.now().toISOString(),
      command,
      collection,
      durationMs: Math.round(durationMs),
      failed,
      shape: queryShape(statement),
    };
    this.logger.warn('Slow query', query);
    this.own.push(query);
    if (this.own.length > KEPT) this.own.shift();
    await this.redis.attempt(
      async (client) => {
        await client
          .pipeline()
          .lpush(KEY, JSON.stringify(query))
          .ltrim(KEY, 0, KEPT - 1)
          .exec();
      },
      () => undefined,
    );
  }
}
