import { Injectable } from '@nestjs/common';
import { Scheduled, type RunContext, type RunCounts } from '../../../infra/schedule/index.js';
import { CountViews } from '../application/views/count-views.js';

@Injectable()
export class CountViewsJob {
  constructor(private readonly countViews: CountViews) {}

  @Scheduled({ id: 'courses.count-views', cron: '* * * * *', timeoutMs: 55_000 })
  async run({ signal }: RunContext): Promise<RunCounts> {
    return { batches: await this.countViews.execute(signal) };
  }
}
