import { Injectable, Logger } from '@nestjs/common';
import { PrivacyConfig } from '../../../config/index.js';
import { Clock } from '../../../infra/clock/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { Outbox } from '../../../infra/outbox/index.js';
import { PersonalRecords } from '../../../infra/personal-data/index.js';
import { Queues, type JobContext } from '../../../infra/queue/index.js';
import type { DataExport } from '../domain/data-export.js';
import { ExportReady } from '../domain/privacy.events.js';
import { DataExportRepository, type MadeFile } from '../persistence/data-export.repository.js';
import { ExportChunkRepository } from '../persistence/export-chunk.repository.js';
import { archiveOf } from './export-archive.js';
import { ExportVault } from './export-vault.js';
import { ExportQueue } from './export.queue.js';

const CHUNK_BYTES = 256 * 1024;
const HOUR_MS = 3_600_000;

/** Makes the copy that somebody asked for. */
@Injectable()
export class MakeExport {
  private readonly logger = new Logger(MakeExport.name);

  constructor(
    private readonly exports: DataExportRepository,
    private readonly chunks: ExportChunkRepository,
    private readonly records: PersonalRecords,
    private readonly vault: ExportVault,
    private readonly queues: Queues,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly config: PrivacyConfig,
    private readonly clock: Clock,
  ) {}

  async enqueue(exportId: string): Promise<void> {
    await this.queues.add(ExportQueue, { id: `export-${exportId}`, payload: { exportId } });
  }

  /** May be called again after it broke off: it begins from the beginning. @throws what made it fail */
  async execute(exportId: string, { attempt, signal }: JobContext): Promise<void> {
    const wanted = await this.exports.takeUp(exportId);
    if (!wanted) return;
    try {
      await this.chunks.removeOf(exportId);
      const file = await this.store(wanted, signal);
      await this.announce(wanted, file);
    } catch (error) {
      if (attempt < ExportQueue.options.attempts) throw error;
      await this.chunks.removeOf(exportId);
      await this.exports.fail(exportId);
      this.logger.error('An export could not be made', { export: exportId, err: error });
      throw error;
    }
  }

  private async store({ id, userId }: DataExport, signal: AbortSignal): Promise<MadeFile> {
    const madeAt = this.clock.now();
    const expiresAt = new Date(madeAt.getTime() + this.config.EXPORT_LIFETIME_HOURS * HOUR_MS);
    const key = this.vault.newKey(id);
    let chunks = 0;
    let sizeBytes = 0;
    for await (const part of inParts(archiveOf(this.records.filesOf(userId), { userId, madeAt }))) {
      signal.throwIfAborted();
      await this.chunks.add(id, chunks, key.encrypt(part, chunks), expiresAt);
      chunks++;
      sizeBytes += part.length;
    }
    return { chunks, sizeBytes, sealedKey: this.vault.seal(id, key), readyAt: this.clock.now(), expiresAt };
  }

  private announce({ id, userId }: DataExport, file: MadeFile): Promise<void> {
    return this.transactions.run(async () => {
      if (!(await this.exports.finish(id, file))) return;
      const expiresAt = file.expiresAt.toISOString();
      await this.outbox.publish(new ExportReady({ exportId: id, userId, expiresAt }));
    });
  }
}

/** A stream in parts of one size, but for the last. */
async function* inParts(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const piece of stream) {
    waiting.push(piece);
    length += piece.length;
    if (length < CHUNK_BYTES) continue;
    const all = Buffer.concat(waiting);
    const whole = all.length - (all.length % CHUNK_BYTES);
    for (let at = 0; at < whole; at += CHUNK_BYTES) yield all.subarray(at, at + CHUNK_BYTES);
    waiting = [all.subarray(whole)];
    length = all.length - whole;
  }
  if (length > 0) yield Buffer.concat(waiting);
}
