import { Injectable } from '@nestjs/common';
import { PersonalData, type Subject } from '../personal-data/index.js';
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
  override async erase({ userId, identifiers }: Subject): Promise<void> {
    const words = [userId, ...identifiers];
    const tells = (key: string) => words.some((word) => key.includes(word));
    if (!(await this.cache.clear())) throw new Error('Redis did not take an invalidation.');
    await this.redis.remove((key) => isAnswer(key) || (isGeneration(key) && tells(key)));
  }
}

const isAnswer = (key: string): boolean => key.startsWith('cache:');
const isGeneration = (key: string): boolean => key.startsWith('cache-tag:');
