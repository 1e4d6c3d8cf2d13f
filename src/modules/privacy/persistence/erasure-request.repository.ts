import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { duplicateFields, Repository, trusted } from '../../../infra/mongo/index.js';
import type { ErasureRequest } from '../domain/erasure-request.js';
import { ERASURE_REQUEST_MODEL, type ErasureRequestDocument } from './erasure-request.schema.js';

@Injectable()
export class ErasureRequestRepository extends Repository<ErasureRequestDocument> {
  constructor(@InjectModel(ERASURE_REQUEST_MODEL) model: Model<ErasureRequestDocument>) {
    super(model);
  }

  /** @throws a duplicate key when there is an open one */
  async schedule(userId: string, requestedAt: Date, dueAt: Date): Promise<ErasureRequest> {
    const user = new Types.ObjectId(userId);
    return toRequest(await this.insert({ user, status: 'scheduled', open: true, requestedAt, dueAt }));
  }

  /** Whether an error says that there is an open one. */
  isScheduledAlready(error: unknown): boolean {
    return duplicateFields(error).includes('user');
  }

  async findOpen(userId: string): Promise<ErasureRequest | undefined> {
    return mapped(await this.findOne({ user: new Types.ObjectId(userId), open: true }));
  }

  async findLatest(userId: string): Promise<ErasureRequest | undefined> {
    const [latest] = await this.find(
      { user: new Types.ObjectId(userId) },
      { sort: { requestedAt: -1 }, limit: 1 },
    );
    return latest && toRequest(latest);
  }

  /** @returns whether it could still be cancelled */
  cancel(userId: string, at: Date): Promise<boolean> {
    return this.updateOne(
      { user: new Types.ObjectId(userId), open: true, status: 'scheduled' },
      { $set: { status: 'cancelled', finishedAt: at }, $unset: { open: 1 } },
    );
  }

  /** What is to be done now, the longest due first. */
  async findDue(now: Date, limit: number): Promise<ErasureRequest[]> {
    const found = await this.find(
      { open: true, dueAt: trusted({ $lte: now }) },
      { sort: { dueAt: 1 }, limit },
    );
    return found.map(toRequest);
  }

  /** From then on it can't be cancelled. @returns whether it wasn't until now */
  begin(id: string): Promise<boolean> {
    return this.updateOne({ _id: id, status: 'scheduled', open: true }, { $set: { status: 'erasing' } });
  }

  async markDone(id: string, step: string): Promise<void> {
    await this.updateOne({ _id: id }, { $addToSet: { done: step } });
  }

  async postpone(id: string, dueAt: Date): Promise<void> {
    await this.updateOne({ _id: id, open: true }, { $set: { dueAt } });
  }

  /** All steps are done once. */
  async sweepAt(id: string, dueAt: Date): Promise<void> {
    await this.updateOne({ _id: id, status: 'erasing' }, { $set: { status: 'sweeping', dueAt, done: [] } });
  }

  async finish(id: string, at: Date): Promise<void> {
    await this.updateOne(
      { _id: id, status: 'sweeping' },
      { $set: { status: 'erased', finishedAt: at }, $unset: { open: 1 } },
    );
  }

  requestsOf(userId: string): AsyncIterable<ErasureRequestDocument> {
    return this.model
      .find({ user: new Types.ObjectId(userId) })
      .lean<ErasureRequestDocument>()
      .cursor();
  }
}

const mapped = (found: ErasureRequestDocument | null): ErasureRequest | undefined =>
  found ? toRequest(found) : undefined;

const toRequest = ({ _id, user, open: _open, ...document }: ErasureRequestDocument): ErasureRequest => ({
  ...document,
  id: _id.toString(),
  userId: user.toString(),
});
