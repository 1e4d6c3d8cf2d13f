import { Injectable } from '@nestjs/common';
import { Clock } from '../../../infra/clock/index.js';
import {
  PersonalData,
  rowsOf,
  valuesOf,
  type PersonalFile,
  type Subject,
} from '../../../infra/personal-data/index.js';
import { AuditPersonalDataRepository } from '../persistence/audit-personal-data.repository.js';
import { AuditKeys } from './audit-keys.js';

/** The own activity goes; the audit log keeps that something was done, and loses what tells by whom and from where. */
@Injectable()
export class AuditPersonalData extends PersonalData {
  override readonly part = 'logs';

  constructor(
    private readonly records: AuditPersonalDataRepository,
    private readonly keys: AuditKeys,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async identifiersOf(userId: string): Promise<string[]> {
    const found = new Set<string>();
    for await (const { ipAddress } of this.records.activityOf(userId)) if (ipAddress) found.add(ipAddress);
    return [...found];
  }

  override filesOf(userId: string): PersonalFile[] {
    const rows = () =>
      rowsOf(this.records.activityOf(userId), (activity) => valuesOf(activity, 'userId', 'key'));
    return [{ name: 'activity', about: 'What happened with your account', rows }];
  }

  override async erase({ userId }: Subject): Promise<void> {
    await this.records.removeActivity(userId);
    for await (const { _id, personalDigest } of this.records.personalEntriesOf(userId)) {
      const at = this.clock.now();
      const signed = this.keys.sign('redaction', {
        id: _id.toString(),
        at: at.toISOString(),
        personalDigest,
      });
      await this.records.redact(_id, { at, ...signed });
    }
  }
}
