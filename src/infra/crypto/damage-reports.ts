import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Metrics } from '../metrics/index.js';
import { FieldCipher } from './field-cipher.js';

/** Tells operators of encrypted values that were refused: somebody changed the database, or a key is missing. */
@Injectable()
export class DamageReports implements OnModuleInit {
  private readonly logger = new Logger(DamageReports.name);
  private readonly failures = new Map<string, number>();

  constructor(
    private readonly cipher: FieldCipher,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.cipher.onDamage(({ context, cause }) => {
      const [collection = ''] = context.split('/', 1);
      this.failures.set(collection, (this.failures.get(collection) ?? 0) + 1);
      // The place, and never what stood there.
      this.logger.error('An encrypted value was refused', { context, reason: (cause as Error).message });
    });
    this.metrics.counterOf(
      'encryption_failures_total',
      'Encrypted values that were refused when they were read, by collection.',
      ['collection'],
      () => [...this.failures].map(([collection, count]) => [{ collection }, count] as const),
    );
  }
}
