import { Injectable } from '@nestjs/common';
import { Clock } from '../../../infra/clock/index.js';
import { DataExportRepository } from '../persistence/data-export.repository.js';
import { ExportChunkRepository } from '../persistence/export-chunk.repository.js';

const BATCH = 100;

/** Far longer than all attempts to make one take. */
const GIVE_UP_MS = 6 * 3_600_000;

/** Removes files whose time is over, and ends what nobody makes any more, so that another can be asked for. */
@Injectable()
export class TidyExports {
  constructor(
    private readonly exports: DataExportRepository,
    private readonly chunks: ExportChunkRepository,
    private readonly clock: Clock,
  ) {}

  async execute(signal: AbortSignal): Promise<{ expired: number; abandoned: number }> {
    const now = this.clock.now();
    let expired = 0;
    while (!signal.aborted) {
      const ids = await this.exports.findExpired(now, BATCH);
      if (ids.length === 0) break;
      for (const id of ids) {
        await this.exports.expire(id);
        await this.chunks.removeOf(id);
      }
      expired += ids.length;
    }
    return { expired, abandoned: await this.exports.failAbandoned(new Date(now.getTime() - GIVE_UP_MS)) };
  }
}
