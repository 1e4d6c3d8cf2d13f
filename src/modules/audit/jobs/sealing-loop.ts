import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { SealEntries } from '../application/seal-entries.js';

const INTERVAL_MS = 2_000;

/**
 * Seals the audit log every few seconds, in one worker at a time. Who it is is decided in the database, so that it goes on
 * without Redis: what is not sealed yet could be removed unnoticed.
 */
@Injectable()
export class SealingLoop implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  private readonly logger = new Logger(SealingLoop.name);
  private timer?: NodeJS.Timeout;
  private running?: Promise<void>;
  private failing = false;

  constructor(private readonly sealEntries: SealEntries) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.tick(), INTERVAL_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.running;
  }

  private tick(): void {
    this.running ??= this.attempt().finally(() => (this.running = undefined));
  }

  /** One line in the log for an outage, however many attempts fail. */
  private async attempt(): Promise<void> {
    try {
      await this.sealEntries.execute();
      if (this.failing) this.logger.log('The audit log is sealed again');
      this.failing = false;
    } catch (error) {
      if (!this.failing) this.logger.error('The audit log can not be sealed', { err: error });
      this.failing = true;
    }
  }
}
