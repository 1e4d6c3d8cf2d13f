import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { CommonErrors, DomainError } from '../../../common/errors/index.js';
import { Clock } from '../../../infra/clock/index.js';
import { AuditTrail } from '../../audit/index.js';
import type { DataExport, ExportStatus } from '../domain/data-export.js';
import { PrivacyErrors } from '../domain/privacy.errors.js';
import { DataExportRepository } from '../persistence/data-export.repository.js';
import { ExportChunkRepository } from '../persistence/export-chunk.repository.js';
import { ExportVault, type FileKey } from './export-vault.js';

/** As many as anybody has in the time for which they are kept. */
const LIMIT = 100;

export interface ExportFile {
  readonly filename: string;
  readonly sizeBytes: number;
  readonly content: Readable;
}

/** Somebody's own exports. */
@Injectable()
export class ReadExports {
  constructor(
    private readonly exports: DataExportRepository,
    private readonly chunks: ExportChunkRepository,
    private readonly vault: ExportVault,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** The latest first. */
  async list(userId: string): Promise<DataExport[]> {
    return (await this.exports.listOf(userId, LIMIT)).map((found) => this.asOfNow(found));
  }

  /** @throws DomainError `not-found`, also for somebody else's */
  async get(userId: string, id: string): Promise<DataExport> {
    const found = await this.exports.findOwn(userId, id);
    if (!found) throw new DomainError(CommonErrors.notFound);
    return this.asOfNow(found);
  }

  /** @throws DomainError `not-found`, `export-not-ready`, `export-expired` */
  async download(userId: string, id: string): Promise<ExportFile> {
    const found = await this.get(userId, id);
    if (found.status === 'expired') throw new DomainError(PrivacyErrors.exportExpired);
    const { sealedKey, sizeBytes } = found;
    if (found.status !== 'ready' || !sealedKey || sizeBytes === null)
      throw new DomainError(PrivacyErrors.exportNotReady);
    await this.audit.record({ action: 'privacy.export-downloaded', target: { type: 'user', id: userId } });
    const content = Readable.from(this.read(found, this.vault.open({ ...found, sealedKey })));
    const day = found.requestedAt.toISOString().slice(0, 10);
    return { filename: `lyceum-export-${day}.zip`, sizeBytes, content };
  }

  private async *read({ id, chunks }: DataExport, key: FileKey): AsyncGenerator<Buffer> {
    for (let number = 0; number < chunks; number++) {
      const stored = await this.chunks.find(id, number);
      if (!stored) throw new Error('The file was removed while it was read.');
      yield key.decrypt(stored, number);
    }
  }

  /** Its time can be over before the file is removed. */
  private asOfNow(found: DataExport): DataExport {
    const isOver = found.expiresAt !== null && found.expiresAt <= this.clock.now();
    return { ...found, status: (isOver ? 'expired' : found.status) satisfies ExportStatus };
  }
}
