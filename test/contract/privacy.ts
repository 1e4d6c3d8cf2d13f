import { getModelToken } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { ExportVault } from '../../src/modules/privacy/application/export-vault.js';
import {
  DATA_EXPORT_MODEL,
  type DataExportDocument,
} from '../../src/modules/privacy/persistence/data-export.schema.js';
import { ExportChunkRepository } from '../../src/modules/privacy/persistence/export-chunk.repository.js';
import type { TestApp } from '../support/test-app.js';

/** Exports of somebody, by id. */
export interface Privacy {
  readonly exports: Readonly<Record<'ready' | 'failed' | 'expired', string>>;
}

export async function createPrivacy({ app, clock }: TestApp, userId: string): Promise<Privacy> {
  const exports = app.get<Model<DataExportDocument>>(getModelToken(DATA_EXPORT_MODEL));
  const vault = app.get(ExportVault);
  const user = new Types.ObjectId(userId);
  const now = clock.now();
  const [ready, failed, expired] = [new Types.ObjectId(), new Types.ObjectId(), new Types.ObjectId()];
  const id = ready.toString();
  const key = vault.newKey(id);
  const bytes = Buffer.from('PK');
  // As long as this database lives by its own time, too.
  const later = new Date(Math.max(now.getTime(), Date.now()) + 3_600_000);
  await app.get(ExportChunkRepository).add(id, 0, key.encrypt(bytes, 0), later);
  // Longer ago than what counts for another one.
  const requestedAt = new Date(now.getTime() - 2 * 86_400_000);
  const values = { user, requestedAt };
  await exports.create([
    {
      ...values,
      _id: ready,
      status: 'ready',
      readyAt: now,
      expiresAt: later,
      sizeBytes: bytes.length,
      chunks: 1,
      sealedKey: vault.seal(id, key),
    },
    { ...values, _id: failed, status: 'failed' },
    { ...values, _id: expired, status: 'ready', expiresAt: requestedAt },
  ]);
  return { exports: { ready: id, failed: failed.toString(), expired: expired.toString() } };
}
