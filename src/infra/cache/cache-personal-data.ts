import { Injectable } from '@nestjs/common';
import { PersonalData, type Subject } from '../personal-data/index.js';
import { RedisService } from './redis.service.js';

/** What Redis holds beside queues and counters: answers that may show a name. */
@Injectable()
export class RedisPersonalData extends PersonalData {
  override readonly part = 'memory';
  override readonly turn = 'account';

  constructor(private readonly redis: RedisService) {
    super();
  }

  /** All remembered answers go: what is in them can't be told from outside, and they are soon there again. */
  override erase({ userId, identifiers }: Subject): Promise<void> {
    const words = [userId, ...identifiers];
    return this.redis.remove(
      (key) =>
        !key.startsWith('queue:') && (key.startsWith('cache:') || words.some((word) => key.includes(word))),
    );
  }
}
