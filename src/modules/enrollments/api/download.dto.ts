import { ApiProperty } from '@nestjs/swagger';
import type { OfferedMaterial } from '../../courses/index.js';

/** What a learner may keep, and where it is. */
export class DownloadDto {
  /** @example "665f1c2ab7e4c0a1d2e3f40f" */
  materialId: string;

  /** @example "Cheat sheet" */
  title: string;

  /** @example "https://files.example.com/cheat-sheet.pdf" */
  url: string;

  /** @example 48213 */
  @ApiProperty({ type: Number, nullable: true })
  fileSizeBytes: number | null;

  static of({ id, title, url, fileSizeBytes }: OfferedMaterial): DownloadDto {
    return { materialId: id, title, url, fileSizeBytes };
  }
}
