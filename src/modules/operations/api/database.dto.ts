import { ApiProperty } from '@nestjs/swagger';
import type { CollectionStatistics, IndexStatistics } from '../application/database-desk.js';

export class SlowQueryDto {
  /** @example "2026-01-15T09:30:00.000Z" */
  at: string;

  /** @example "find" */
  command: string;

  /** @example "courses" */
  collection: string;

  /**
   * In milliseconds
   * @example 187
   */
  durationMs: number;

  /**
   * Whether it ended in an error
   * @example false
   */
  failed: boolean;

  /** The call with the type of each value in its place */
  @ApiProperty({ type: 'object', additionalProperties: true, example: { filter: { slug: 'string' } } })
  shape: unknown;
}

export class SlowQueryListDto {
  data: SlowQueryDto[];
}

export class IndexUsageDto {
  /** @example "slug_1" */
  name: string;

  @ApiProperty({ type: 'object', additionalProperties: true, example: { slug: 1 } })
  keys: Record<string, unknown>;

  /**
   * How often queries have used it
   * @example 4711
   */
  uses: number;

  /**
   * Since when uses are counted
   * @example "2026-01-15T09:30:00.000Z"
   */
  since: string;

  static of({ name, keys, uses, since }: IndexStatistics): IndexUsageDto {
    return { name, keys, uses, since: since.toISOString() };
  }
}

export class CollectionBytesDto {
  /** @example 184320 */
  data: number;

  /** @example 98304 */
  storage: number;

  /** @example 65536 */
  indexes: number;
}

export class CollectionDto {
  /** @example "courses" */
  collection: string;

  /**
   * An estimate
   * @example 5000
   */
  documents: number;

  bytes: CollectionBytesDto;
  indexes: IndexUsageDto[];

  static of({ collection, documents, bytes, indexes }: CollectionStatistics): CollectionDto {
    return { collection, documents, bytes, indexes: indexes.map(IndexUsageDto.of) };
  }
}

export class CollectionListDto {
  data: CollectionDto[];
}
