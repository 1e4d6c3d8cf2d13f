import { Injectable } from '@nestjs/common';
import type { Page } from '../../../common/pagination/index.js';
import type { Activity } from '../domain/activity.js';
import { ActivityRepository } from '../persistence/activity.repository.js';

/** What happened with somebody's own account. */
@Injectable()
export class ReadActivity {
  constructor(private readonly activity: ActivityRepository) {}

  /** The latest first. */
  execute(userId: string, query: { limit: number; cursor?: string }): Promise<Page<Activity>> {
    return this.activity.list(userId, query);
  }
}
