import { Injectable } from '@nestjs/common';
import { PersonalData } from '../personal-data/index.js';
import { RedisService } from '../redis/index.js';
import { CacheService } from './cache.service.js';

/** Answers that are remembered may show a name. */
@Injectable()
export class CachePersonalData extends PersonalData {
  override readonly part = 'memory';
  override readonly turn = 'account';

  constructor(
    private readonly cache: CacheService,
    private readonly redis: RedisService,
  ) {
    super();
  }

  /**
   * All remembered answers go: what is in them can't be told from outside, and they are soon there again. Nor does anybody
   * believe those any more that processes have in their memory alone.
   *
   * @throws Error when Redis is gone
   */
  override async erase(): Promise<void> {
    if (!(await this.cache.clear())) throw new Error('Redis did not take an invalidation.');
    // Generations go as well: their names tell whose answers there were, and one that is missing is one that has changed.
    await this.redis.remove((key) => key.startsWith('cache:') || key.startsWith('cache-tag:'));
  }
}
