import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../../infra/clock/index.js';
import { FieldCipher } from '../../../infra/crypto/index.js';
import { AuditTrail } from '../../audit/index.js';

const HOUR_MS = 3_600_000;

/** Which things encrypted values belong to. */
const TARGETS = { users: 'user', payments: 'payment' } as const;

/** Records encrypted values that were refused; one that is read again and again once an hour. */
@Injectable()
export class DamageAudit implements OnModuleInit {
  private readonly logger = new Logger(DamageAudit.name);

  constructor(
    private readonly cipher: FieldCipher,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.cipher.onDamage(({ context }) => {
      // Whoever reads doesn't wait for it, and gets the answer also when it can't be recorded.
      void this.record(context).catch((error: unknown) =>
        this.logger.error('A refused value could not be recorded', { err: error }),
      );
    });
  }

  private async record(context: string): Promise<void> {
    const [collection = '', id = '', field = ''] = context.split('/');
    const type = TARGETS[collection as keyof typeof TARGETS];
    if (!type) return;
    const hour = Math.floor(this.clock.now().getTime() / HOUR_MS);
    await this.trail.record({
      action: 'privacy.value-refused',
      target: { type, id },
      outcome: 'failure',
      after: { field },
      key: `damage/${context}/${hour}`,
    });
  }
}
