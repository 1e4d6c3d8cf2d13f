import { Injectable } from '@nestjs/common';
import {
  PersonalData,
  rowsOf,
  valuesOf,
  type PersonalFile,
  type Subject,
} from '../../../infra/personal-data/index.js';
import { NotificationsPersonalDataRepository } from '../persistence/notifications-personal-data.repository.js';

@Injectable()
export class NotificationsPersonalData extends PersonalData {
  override readonly part = 'notifications';

  constructor(private readonly records: NotificationsPersonalDataRepository) {
    super();
  }

  override filesOf(userId: string): PersonalFile[] {
    return [
      {
        name: 'notifications',
        about: 'Your inbox',
        rows: () => rowsOf(this.records.notificationsOf(userId), (entry) => valuesOf(entry, 'userId')),
      },
      {
        name: 'messages',
        about: 'Mails that went out to you, or were not to',
        rows: () =>
          rowsOf(this.records.messagesOf(userId), (message) => valuesOf(message, 'userId', 'reason')),
      },
    ];
  }

  override erase({ userId }: Subject): Promise<void> {
    return this.records.removeAll(userId);
  }
}
