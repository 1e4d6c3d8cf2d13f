import { Injectable } from '@nestjs/common';
import { CacheService } from '../../../infra/cache/index.js';
import { accountTag } from '../../users/index.js';
import { sessionTag } from './standings.js';

/** Drops what is remembered of a standing, surely: throws until Redis has taken it. */
@Injectable()
export class ForgetStanding {
  constructor(private readonly cache: CacheService) {}

  ofSessions(sessionIds: readonly string[]): Promise<void> {
    return this.drop(sessionIds.map(sessionTag));
  }

  ofAccount(userId: string): Promise<void> {
    return this.drop([accountTag(userId)]);
  }

  private async drop(tags: readonly string[]): Promise<void> {
    if (!(await this.cache.invalidate(...tags))) throw new Error('Redis did not take an invalidation.');
  }
}
