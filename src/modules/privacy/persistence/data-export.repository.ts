import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { duplicateFields, Repository, trusted } from '../../../infra/mongo/index.js';
import type { DataExport } from '../domain/data-export.js';
import { DATA_EXPORT_MODEL, type DataExportDocument } from './data-export.schema.js';

/** The file that was made. */
export interface MadeFile {
  readonly sizeBytes: number;
  readonly chunks: number;
  readonly sealedKey: string;
  readonly readyAt: Date;
  readonly expiresAt: Date;
}

@Injectable()
export class DataExportRepository extends Repository<DataExportDocument> {
  constructor(@InjectModel(DATA_EXPORT_MODEL) model: Model<DataExportDocument>) {
    super(model);
  }

  /** @returns undefined when one is being made already */
  async begin(userId: string, requestedAt: Date): Promise<DataExport | undefined> {
    try {
      const user = new Types.ObjectId(userId);
      return toExport(await this.insert({ user, status: 'queued', running: true, requestedAt }));
    } catch (error) {
      if (duplicateFields(error).includes('user')) return undefined;
      throw error;
    }
  }

  async findRunning(userId: string): Promise<DataExport | undefined> {
    return mapped(await this.findOne({ user: new Types.ObjectId(userId), running: true }));
  }

  async findOwn(userId: string, id: string): Promise<DataExport | undefined> {
    return mapped(await this.findOne({ _id: id, user: new Types.ObjectId(userId) }));
  }

  async listOf(userId: string, limit: number): Promise<DataExport[]> {
    const found = await this.find(
      { user: new Types.ObjectId(userId) },
      { sort: { requestedAt: -1, _id: -1 }, limit },
    );
    return found.map(toExport);
  }

  countSince(userId: string, since: Date): Promise<number> {
    return this.count({ user: new Types.ObjectId(userId), requestedAt: trusted({ $gt: since }) });
  }

  /** @returns the export, unless it isn't to be made any more */
  async takeUp(id: string): Promise<DataExport | undefined> {
    return mapped(await this.change({ _id: id, running: true }, { $set: { status: 'making' } }));
  }

  /** @returns whether it was still wanted */
  finish(id: string, file: MadeFile): Promise<boolean> {
    return this.updateOne(
      { _id: id, running: true },
      { $set: { ...file, status: 'ready' }, $unset: { running: 1 } },
    );
  }

  async fail(id: string): Promise<void> {
    await this.updateOne({ _id: id, running: true }, { $set: { status: 'failed' }, $unset: { running: 1 } });
  }

  /** Those that nobody makes any more. @returns how many */
  async failAbandoned(since: Date): Promise<number> {
    const { modifiedCount } = await this.model.updateMany(
      { running: true, requestedAt: trusted({ $lt: since }) },
      { $set: { status: 'failed' }, $unset: { running: 1 } },
    );
    return modifiedCount;
  }

  /** The ids of those whose file is to be removed. */
  async findExpired(now: Date, limit: number): Promise<string[]> {
    const found = await this.find(
      { expiresAt: trusted({ $lte: now }), status: 'ready' },
      { fields: ['status'], limit },
    );
    return found.map(({ _id }) => _id.toString());
  }

  /** The key goes first: without it the file is noise. */
  async expire(id: string): Promise<void> {
    await this.updateOne({ _id: id }, { $set: { status: 'expired', sealedKey: null } });
  }

  async removeAll(userId: string): Promise<string[]> {
    const theirs = { user: new Types.ObjectId(userId) };
    const found = await this.find(theirs, { fields: ['status'] });
    await this.model.deleteMany(theirs);
    return found.map(({ _id }) => _id.toString());
  }
}

const mapped = (found: DataExportDocument | null): DataExport | undefined =>
  found ? toExport(found) : undefined;

const toExport = ({ _id, user, ...document }: DataExportDocument): DataExport => ({
  id: _id.toString(),
  userId: user.toString(),
  status: document.status,
  requestedAt: document.requestedAt,
  readyAt: document.readyAt,
  expiresAt: document.expiresAt ?? null,
  sizeBytes: document.sizeBytes,
  chunks: document.chunks,
  sealedKey: document.sealedKey,
});
