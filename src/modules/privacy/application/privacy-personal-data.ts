import { Injectable } from '@nestjs/common';
import { PersonalData, rowsOf, type PersonalFile, type Subject } from '../../../infra/personal-data/index.js';
import { DataExportRepository } from '../persistence/data-export.repository.js';
import { ErasureRequestRepository } from '../persistence/erasure-request.repository.js';
import { ExportChunkRepository } from '../persistence/export-chunk.repository.js';

/** What this module itself keeps of people. That somebody was erased, and when, stays: as the proof. */
@Injectable()
export class PrivacyPersonalData extends PersonalData {
  override readonly part = 'exports';

  constructor(
    private readonly exports: DataExportRepository,
    private readonly chunks: ExportChunkRepository,
    private readonly requests: ErasureRequestRepository,
  ) {
    super();
  }

  override filesOf(userId: string): PersonalFile[] {
    return [
      {
        name: 'erasure-requests',
        about: 'When you asked for the erasure of your account',
        rows: () =>
          rowsOf(this.requests.requestsOf(userId), ({ status, requestedAt, dueAt, finishedAt }) => ({
            status,
            requestedAt,
            dueAt,
            finishedAt,
          })),
      },
    ];
  }

  override async erase({ userId }: Subject): Promise<void> {
    await this.chunks.removeOf(...(await this.exports.removeAll(userId)));
  }
}
