import { Injectable } from '@nestjs/common';
import { Scheduled, type RunCounts } from '../../../infra/schedule/index.js';
import { CleanUpTokens } from '../application/clean-up-tokens.js';

@Injectable()
export class TokenCleanUpJob {
  constructor(private readonly cleanUp: CleanUpTokens) {}

  /** Nightly (000-60). */
  @Scheduled({ id: 'auth.clean-up-tokens', cron: '30 3 * * *', timeoutMs: 300_000 })
  run(): Promise<RunCounts> {
    return this.cleanUp.execute();
  }
}
