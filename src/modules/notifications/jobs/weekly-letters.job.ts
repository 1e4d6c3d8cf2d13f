import { Injectable } from '@nestjs/common';
import { Scheduled, type RunContext, type RunCounts } from '../../../infra/schedule/index.js';
import { WeeklyLetters } from '../application/weekly-letters.js';

/** Mondays in the morning, when the week is over everywhere. */
@Injectable()
export class WeeklyLettersJob {
  constructor(private readonly letters: WeeklyLetters) {}

  @Scheduled({ id: 'notifications.weekly-letters', cron: '0 14 * * 1', timeoutMs: 6 * 3_600_000 })
  run({ tick, signal }: RunContext): Promise<RunCounts> {
    return this.letters.execute(tick, signal);
  }
}
