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

/** In a second. Of a database that is overloaded every call is slow, and writing all of it down would be a load more. */
const MAX_WRITTEN = 10;

/**
 * Logs slow queries and keeps the last ones of all instances in Redis, or of this one while Redis is gone (000-57). Of
 * very many in a second it takes some; the next line tells how many were left out.
 */
@Injectable()
export class SlowQueries {
  private readonly logger = new Logger(SlowQueries.name);
  private readonly own: SlowQuery[] = [];
  private second = 0;
  private written = 0;
  private omitted = 0;

  constructor(
    private readonly config: MongoConfig,
    private readonly clock: Clock,
    private readonly redis: RedisService,
    commands: MongoCommands,
  ) {
    commands.subscribe((command) => {
      if (command.durationMs >= this.config.SLOW_QUERY_MS && this.mayWrite()) void this.record(command);
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

  private mayWrite(): boolean {
    const second = Math.floor(this.clock.now().getTime() / 1000);
    if (second !== this.second) [this.second, this.written] = [second, 0];
    const may = this.written < MAX_WRITTEN;
    if (may) this.written++;
    else this.omitted++;
    return may;
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
    this.logger.warn('Slow query', this.omitted > 0 ? { ...query, omitted: this.omitted } : query);
    this.omitted = 0;
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
