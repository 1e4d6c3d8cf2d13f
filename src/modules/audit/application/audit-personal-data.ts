import { Injectable } from '@nestjs/common';
import {
  PersonalData,
  rowsOf,
  valuesOf,
  type PersonalFile,
  type Subject,
} from '../../../infra/personal-data/index.js';
import { ActivityRepository } from '../persistence/activity.repository.js';
import { RemovePersonalParts } from './remove-personal-parts.js';

/** The own activity goes; the audit log keeps that something was done, and loses what tells by whom and from where. */
@Injectable()
export class AuditPersonalData extends PersonalData {
  override readonly part = 'logs';

  constructor(
    private readonly activity: ActivityRepository,
    private readonly personalParts: RemovePersonalParts,
  ) {
    super();
  }

  override async identifiersOf(userId: string): Promise<string[]> {
    const found = new Set<string>();
    for await (const { ipAddress } of this.activity.allOf(userId)) if (ipAddress) found.add(ipAddress);
    return [...found];
  }

  override filesOf(userId: string): PersonalFile[] {
    const rows = () => rowsOf(this.activity.allOf(userId), (activity) => valuesOf(activity, 'userId', 'key'));
    return [{ name: 'activity', about: 'What happened with your account', rows }];
  }

  override async erase({ userId }: Subject): Promise<void> {
    await this.personalParts.of(userId);
  }
}
