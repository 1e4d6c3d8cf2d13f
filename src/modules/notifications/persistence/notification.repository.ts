import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import type { Page } from '../../../common/pagination/index.js';
import { mapPage } from '../../../common/pagination/index.js';
import { duplicateFields, Repository, trusted } from '../../../infra/mongo/index.js';
import type { Notification } from '../domain/notification.js';
import { NOTIFICATION_MODEL, type NotificationDocument } from './notification.schema.js';

export type NewNotification = Omit<Notification, 'id' | 'readAt' | 'createdAt'> & {
  readonly dedupeKey: string;
};

export interface InboxQuery {
  /** Only what is unread, or only what was read. */
  readonly unread?: boolean;
  readonly limit: number;
  readonly cursor?: string;
}

@Injectable()
export class NotificationRepository extends Repository<NotificationDocument> {
  constructor(@InjectModel(NOTIFICATION_MODEL) model: Model<NotificationDocument>) {
    super(model);
  }

  /** @returns the new entry; undefined when there is one for this occasion already */
  async add({ userId, ...entry }: NewNotification): Promise<Notification | undefined> {
    try {
      const added = await this.insert({ ...entry, userId: new Types.ObjectId(userId) });
      return toNotification({ ...added, data: entry.data });
    } catch (error) {
      if (duplicateFields(error).includes('dedupeKey')) return undefined;
      throw error;
    }
  }

  async findInbox(userId: string, { unread, limit, cursor }: InboxQuery): Promise<Page<Notification>> {
    const state = unread === undefined ? {} : { readAt: unread ? null : trusted({ $ne: null }) };
    const filter = { userId: new Types.ObjectId(userId), ...state };
    const page = await this.page(filter, { sort: { createdAt: -1, _id: -1 }, limit, cursor });
    return mapPage(page, toNotification);
  }

  countUnread(userId: string): Promise<number> {
    return this.count({ userId: new Types.ObjectId(userId), readAt: null });
  }

  /** The first reading counts. @returns whether there is such an entry in this inbox */
  async markRead(userId: string, id: string, at: Date): Promise<boolean> {
    const entry = { _id: new Types.ObjectId(id), userId: new Types.ObjectId(userId) };
    return (
      (await this.updateOne({ ...entry, readAt: null }, { $set: { readAt: at } })) ||
      (await this.exists(entry))
    );
  }

  async markAllRead(userId: string, at: Date): Promise<void> {
    await this.model.updateMany(
      { userId: new Types.ObjectId(userId), readAt: null },
      { $set: { readAt: at } },
    );
  }
}

const toNotification = ({ _id, userId, ...entry }: NotificationDocument & { createdAt: Date }) => ({
  id: _id.toString(),
  userId: userId.toString(),
  category: entry.category,
  type: entry.type,
  title: entry.title,
  body: entry.body,
  data: entry.data,
  readAt: entry.readAt,
  createdAt: entry.createdAt,
});
