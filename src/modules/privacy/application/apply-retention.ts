import { Injectable } from '@nestjs/common';
import { Clock } from '../../../infra/clock/index.js';
import { Retention } from '../../../infra/retention/index.js';

/** Lets go of everything that was kept as long as the configuration says (001-18, 002-19, 002-38). */
@Injectable()
export class ApplyRetention {
  constructor(
    private readonly retention: Retention,
    private readonly clock: Clock,
  ) {}

  /** @returns how many documents each rule was applied to */
  execute(signal: AbortSignal): Promise<Record<string, number>> {
    return this.retention.execute(this.clock.now(), signal);
  }
}
