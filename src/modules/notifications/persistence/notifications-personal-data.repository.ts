import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { MESSAGE_MODEL, type MessageDocument } from './message.schema.js';
import { NOTIFICATION_MODEL, type NotificationDocument } from './notification.schema.js';

/** What somebody was told, and what others were told of them. */
@Injectable()
export class NotificationsPersonalDataRepository {
  constructor(
    @InjectModel(NOTIFICATION_MODEL) private readonly notifications: Model<NotificationDocument>,
    @InjectModel(MESSAGE_MODEL) private readonly messages: Model<MessageDocument>,
  ) {}

  notificationsOf(userId: string): AsyncIterable<NotificationDocument> {
    return this.notifications.find(ownedBy(userId)).sort({ _id: 1 }).lean<NotificationDocument>().cursor();
  }

  messagesOf(userId: string): AsyncIterable<MessageDocument> {
    return this.messages.find(ownedBy(userId)).sort({ _id: 1 }).lean<MessageDocument>().cursor();
  }

  async removeAll(userId: string): Promise<void> {
    await this.notifications.deleteMany(ownedBy(userId));
    await this.messages.deleteMany(ownedBy(userId));
    // "Somebody asks for the publication of a course", in the inboxes of those who review.
    await this.notifications.deleteMany({ 'data.instructorId': userId });
  }
}

const ownedBy = (userId: string) => ({ userId: new Types.ObjectId(userId) });
