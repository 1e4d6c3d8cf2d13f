import { Injectable } from '@nestjs/common';
import { CommonErrors, DomainError } from '../../../common/errors/index.js';
import type { Page } from '../../../common/pagination/index.js';
import { CacheService } from '../../../infra/cache/index.js';
import { Clock } from '../../../infra/clock/index.js';
import type { Notification } from '../domain/notification.js';
import {
  NotificationRepository,
  type InboxQuery,
  type NewNotification,
} from '../persistence/notification.repository.js';
import { inboxTag } from './inbox-tag.js';
import { Realtime } from './realtime.js';

/** What somebody was told, and what of it is unread. */
@Injectable()
export class Inbox {
  constructor(
    private readonly notifications: NotificationRepository,
    private readonly cache: CacheService,
    private readonly realtime: Realtime,
    private readonly clock: Clock,
  ) {}

  list(userId: string, query: InboxQuery): Promise<Page<Notification>> {
    return this.notifications.findInbox(userId, query);
  }

  countUnread(userId: string): Promise<number> {
    return this.notifications.countUnread(userId);
  }

  /** Adds an entry and shows it to whoever is connected, unless there is one for this occasion already. */
  async add(entry: NewNotification): Promise<void> {
    const added = await this.notifications.add(entry);
    if (!added) return;
    await this.cache.invalidate(inboxTag(added.userId));
    const { id, userId, type, title, body, createdAt } = added;
    const unreadCount = await this.countUnread(userId);
    const createdIso = createdAt.toISOString();
    this.realtime.push(userId, 'notification', { id, type, title, body, unreadCount, createdAt: createdIso });
  }

  /** @throws DomainError `not-found` unless it is in this inbox */
  async markRead(userId: string, id: string): Promise<void> {
    if (!(await this.notifications.markRead(userId, id, this.clock.now())))
      throw new DomainError(CommonErrors.notFound);
    await this.cache.invalidate(inboxTag(userId));
  }

  async markAllRead(userId: string): Promise<void> {
    await this.notifications.markAllRead(userId, this.clock.now());
    await this.cache.invalidate(inboxTag(userId));
  }
}
