import { Injectable } from '@nestjs/common';
import { RedisService } from '../../../../infra/redis/index.js';

/** How often courses were looked at, by id or slug, as they were asked for. */
export type Views = ReadonlyMap<string, number>;

export interface ViewBatch {
  readonly id: string;
  readonly views: Views;
}

/** A hash: batch id -> its views in JSON. */
const KEY = 'course-views';

/** Batches of views on their way from the processes that see them to the one that writes them to the courses. */
@Injectable()
export class ViewBatches {
  constructor(private readonly redis: RedisService) {}

  /**
   * Puts a batch there. Doing it twice does what doing it once does, so that a lost answer is no reason to guess.
   *
   * @returns whether Redis has it for certain
   */
  put({ id, views }: ViewBatch): Promise<boolean> {
    return this.redis.attempt(
      async (client) => {
        await client.hset(KEY, id, JSON.stringify([...views]));
        return true;
      },
      () => false,
    );
  }

  async waiting(): Promise<ViewBatch[]> {
    const batches = await this.redis.client.hgetall(KEY);
    return Object.entries(batches).map(([id, views]) => ({
      id,
      views: new Map(JSON.parse(views) as [string, number][]),
    }));
  }

  async remove(id: string): Promise<void> {
    await this.redis.client.hdel(KEY, id);
  }
}
