import { ApiProperty } from '@nestjs/swagger';
import { EXPORT_STATUSES, type DataExport, type ExportStatus } from '../domain/data-export.js';

export class DataExportDto {
  /** @example "665f1c2ab7e4c0a1d2e3f4e0" */
  id: string;

  /** `ready` can be downloaded, `failed` can be asked for again */
  @ApiProperty({ enum: EXPORT_STATUSES, example: 'ready' })
  status: ExportStatus;

  /** @example "2026-01-15T09:30:00.000Z" */
  requestedAt: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-01-15T09:30:05.000Z' })
  readyAt: string | null;

  /** When the file is removed */
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-01-18T09:30:05.000Z' })
  expiresAt: string | null;

  @ApiProperty({ type: Number, nullable: true, example: 18_204 })
  sizeBytes: number | null;

  /** Where the file is; null unless it can be downloaded */
  @ApiProperty({
    type: String,
    nullable: true,
    example: '/api/v1/users/me/exports/665f1c2ab7e4c0a1d2e3f4e0/download',
  })
  downloadUrl: string | null;

  static of({ id, status, requestedAt, readyAt, expiresAt, sizeBytes }: DataExport): DataExportDto {
    return {
      id,
      status,
      requestedAt: requestedAt.toISOString(),
      readyAt: readyAt?.toISOString() ?? null,
      expiresAt: expiresAt?.toISOString() ?? null,
      sizeBytes,
      downloadUrl: status === 'ready' ? `${pathOf(id)}/download` : null,
    };
  }
}

export class DataExportListDto {
  data: DataExportDto[];
}

/** Where the state of an export is read. */
export const pathOf = (id: string): string => `/api/v1/users/me/exports/${id}`;
