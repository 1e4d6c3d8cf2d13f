import { ApiProperty } from '@nestjs/swagger';
import { ERASURE_STATUSES, type ErasureRequest, type ErasureStatus } from '../domain/erasure-request.js';

export class ErasureDto {
  /** `scheduled` can be cancelled */
  @ApiProperty({ enum: ERASURE_STATUSES, example: 'scheduled' })
  status: ErasureStatus;

  /** @example "2026-01-15T09:30:00.000Z" */
  requestedAt: string;

  /**
   * Until when it can be cancelled
   * @example "2026-01-29T09:30:00.000Z"
   */
  dueAt: string;

  static of({ status, requestedAt, dueAt }: ErasureRequest): ErasureDto {
    return { status, requestedAt: requestedAt.toISOString(), dueAt: dueAt.toISOString() };
  }
}
