import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { Repository, trusted } from '../../../infra/mongo/index.js';
import type { ChangeSide, EmailChange } from '../domain/email-change.js';
import { EMAIL_CHANGE_MODEL, type EmailChangeDocument, type SealedAddresses } from './email-change.schema.js';

export type SealedChange = EmailChange & SealedAddresses;

const pending = (userId: string) => `pending ${userId}`;

@Injectable()
export class EmailChangeRepository extends Repository<EmailChangeDocument> {
  constructor(@InjectModel(EMAIL_CHANGE_MODEL) model: Model<EmailChangeDocument>) {
    super(model);
  }

  /** An id that nothing has. */
  nextId(): string {
    return new Types.ObjectId().toString();
  }

  /** Puts a change into the place of the one that was on its way. Joins the caller's transaction. */
  async begin({ id, userId, ...change }: SealedChange): Promise<void> {
    await this.cancel(userId);
    await this.insert({
      ...change,
      _id: new Types.ObjectId(id),
      key: pending(userId),
      userId: new Types.ObjectId(userId),
    });
  }

  async findPending(userId: string, now: Date): Promise<SealedChange | undefined> {
    const found = await this.findOne({ key: pending(userId), expiresAt: trusted({ $gt: now }) });
    return found ? toChange(found) : undefined;
  }

  async findById(id: string): Promise<SealedChange | undefined> {
    const found = await this.findOneById(id);
    return found ? toChange(found) : undefined;
  }

  /** All of somebody, on their way or done. */
  async *ofUser(userId: string): AsyncIterable<SealedChange> {
    for (const found of await this.find({ userId: new Types.ObjectId(userId) })) yield toChange(found);
  }

  async removeAll(userId: string): Promise<void> {
    await this.model.deleteMany({ userId: new Types.ObjectId(userId) });
  }

  /**
   * Notes that one side agrees. Those who do so at the same time collide here, so one of them sees both.
   *
   * @returns undefined when nothing is on its way
   */
  async confirm(userId: string, side: ChangeSide, now: Date): Promise<SealedChange | undefined> {
    const field = side === 'old' ? 'oldConfirmedAt' : 'newConfirmedAt';
    const confirmed = await this.change(
      { key: pending(userId), expiresAt: trusted({ $gt: now }) },
      { $set: { [field]: now } },
    );
    return confirmed ? toChange(confirmed) : undefined;
  }

  /** Joins the caller's transaction. */
  async finish(id: string): Promise<void> {
    await this.updateOne({ _id: id }, { $set: { key: `done ${id}` } });
  }

  /** Joins the caller's transaction. @returns whether anything was on its way */
  async cancel(userId: string): Promise<boolean> {
    const { deletedCount } = await this.model.deleteOne({ key: pending(userId) });
    return deletedCount === 1;
  }
}

const toChange = ({ _id, userId, ...rest }: EmailChangeDocument): SealedChange => ({
  id: _id.toString(),
  userId: userId.toString(),
  sessionId: rest.sessionId,
  oldEmail: rest.oldEmail,
  newEmail: rest.newEmail,
  needsOldConfirmation: rest.needsOldConfirmation,
  oldConfirmedAt: rest.oldConfirmedAt,
  newConfirmedAt: rest.newConfirmedAt,
  requestedAt: rest.requestedAt,
  expiresAt: rest.expiresAt,
});
