import { Injectable } from '@nestjs/common';
import { Clock } from '../../../infra/clock/index.js';
import { duplicateFields, Transactions } from '../../../infra/mongo/index.js';
import { Outbox } from '../../../infra/outbox/index.js';
import { AuditTrail } from '../../audit/index.js';
import { SuspiciousActivity } from '../domain/auth.events.js';
import { familyOf } from '../domain/device-family.js';
import type { Device } from '../domain/session.js';
import { KnownDeviceRepository } from '../persistence/known-device.repository.js';
import { AuthKeys } from './auth-keys.js';

/** A device that nobody has used for so long is a new one. */
const MEMORY_MS = 365 * 86_400_000;

/** Tells people when somebody signs in to their account from where nobody has before (002-39). */
@Injectable()
export class RecogniseDevice {
  constructor(
    private readonly devices: KnownDeviceRepository,
    private readonly keys: AuthKeys,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Somebody has just signed in. The first device of an account is nobody's surprise, any other one is told of once. */
  async execute(userId: string, sessionId: string, device: Device): Promise<void> {
    const message = `${userId} ${familyOf(device)}`;
    const fingerprints = this.keys.all.map((key) => key.mac('known-device', message));
    const expiresAt = new Date(this.clock.now().getTime() + MEMORY_MS);
    if (await this.devices.see(userId, fingerprints, expiresAt)) return;
    const fingerprint = this.keys.current.mac('known-device', message);
    try {
      await this.transactions.run(async () => {
        await this.devices.add(userId, fingerprint, expiresAt);
        if (await this.devices.hasOther(userId, fingerprint)) await this.tell(userId, sessionId);
      });
    } catch (error) {
      // Another sign-in from the same device was faster, and told.
      if (duplicateFields(error).length === 0) throw error;
    }
  }

  private async tell(userId: string, sessionId: string): Promise<void> {
    await this.outbox.publish(new SuspiciousActivity({ userId, kind: 'new-device' }));
    const target = { type: 'user', id: userId } as const;
    await this.audit.record({ action: 'auth.new-device', target, by: userId, after: { sessionId } });
  }
}
