import { Injectable } from '@nestjs/common';
import { PersonalData, type Subject } from '../personal-data/index.js';
import { RedisService } from './redis.service.js';

const BATCH = 500;

/** What Redis holds beside queues: answers that may show a name, and counters that are named after an address. */
@Injectable()
export class RedisPersonalData extends PersonalData {
  override readonly part = 'memory';
  override readonly turn = 'account';

  constructor(private readonly redis: RedisService) {
    super();
  }

  /** All remembered answers go: what is in them can't be told from outside, and they are soon there again. */
  override async erase({ userId, identifiers }: Subject): Promise<void> {
    const { client } = this.redis;
    const prefix = client.options.keyPrefix ?? '';
    const isMeant = (key: string) =>
      key.startsWith('cache:') || [userId, ...identifiers].some((word) => key.includes(word));
    let cursor = '0';
    do {
      const [next, found] = await client.scan(cursor, 'MATCH', `${prefix}*`, 'COUNT', BATCH);
      const keys = found
        .map((key) => key.slice(prefix.length))
        .filter((key) => !key.startsWith('queue:') && isMeant(key));
      if (keys.length > 0) await client.unlink(...keys);
      cursor = next;
    } while (cursor !== '0');
  }
}
