import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { duplicateFields, Repository, trusted } from '../../../infra/mongo/index.js';
import type { Message, MessageState } from '../domain/message.js';
import { MESSAGE_MODEL, type MessageDocument } from './message.schema.js';

export type NewMessage = Omit<Message, 'id' | 'attempts'> & {
  readonly dedupeKey: string;
  readonly reason?: string;
};

@Injectable()
export class MessageRepository extends Repository<MessageDocument> {
  constructor(@InjectModel(MESSAGE_MODEL) model: Model<MessageDocument>) {
    super(model);
  }

  /** Records a message, unless there is one for this occasion. @returns the one that there is */
  async plan({ userId, ...message }: NewMessage): Promise<{ id: string; state: MessageState }> {
    try {
      const { _id, state } = await this.insert({ ...message, userId: new Types.ObjectId(userId) });
      return { id: _id.toString(), state };
    } catch (error) {
      if (!duplicateFields(error).includes('dedupeKey')) throw error;
    }
    const { dedupeKey } = message;
    const found = await this.findOne({ dedupeKey }, { fields: ['state'] });
    if (!found) throw new Error('The message that was in the way has expired.');
    return { id: found._id.toString(), state: found.state };
  }

  /** Counts an attempt. @returns what is to be sent; undefined when it isn't to be sent, or not any more */
  async takeUp(id: string): Promise<Message | undefined> {
    const found = await this.change(
      { _id: new Types.ObjectId(id), state: trusted({ $in: ['queued', 'failed'] }) },
      { $inc: { attempts: 1 } },
    );
    return found ? toMessage(found) : undefined;
  }

  /** The mail server has it. What it was about isn't needed any more. */
  async markSent(id: string, at: Date): Promise<void> {
    await this.updateOne(
      { _id: new Types.ObjectId(id) },
      { $set: { state: 'sent', sentAt: at, reason: null, occasion: {} } },
    );
  }

  async markSuppressed(id: string, reason: string): Promise<void> {
    await this.updateOne(
      { _id: new Types.ObjectId(id) },
      { $set: { state: 'suppressed', reason, occasion: {} } },
    );
  }

  /** @param final whether no attempt follows by itself */
  async recordFailure(id: string, reason: string, final: boolean): Promise<void> {
    await this.updateOne(
      { _id: new Types.ObjectId(id) },
      { $set: { reason, state: final ? 'failed' : 'queued' } },
    );
  }
}

const toMessage = ({ _id, userId, ...message }: MessageDocument): Message => ({
  id: _id.toString(),
  userId: userId.toString(),
  channel: message.channel,
  category: message.category,
  type: message.type,
  occasion: message.occasion,
  state: message.state,
  attempts: message.attempts,
});
