import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsMongoId, IsNotEmpty, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { PageInfoDto } from '../../../common/pagination/index.js';
import { PlainText } from '../../../common/validation/index.js';
import { LABEL_LENGTH, type Bookmark, type Place } from '../domain/notebook.js';
import { MAX_SECONDS } from './segments.validator.js';
import { MAX_PAGE } from './study-details.dto.js';

export class MarkPlaceDto {
  /** @example "665f1c2ab7e4c0a1d2e3f408" */
  @IsMongoId()
  lessonId: string;

  /**
   * The second of a video, a whole number
   * @example 182
   */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(MAX_SECONDS)
  @ApiProperty({ type: Number, nullable: true, required: false })
  positionSeconds?: number | null;

  /**
   * The page of a document, from 1
   * @example null
   */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_PAGE)
  @ApiProperty({ type: Number, nullable: true, required: false })
  page?: number | null;

  /**
   * What is there
   * @example "Where the counter begins"
   */
  @IsOptional()
  @PlainText()
  @IsString()
  @IsNotEmpty()
  @MaxLength(LABEL_LENGTH)
  @ApiProperty({ type: String, nullable: true, required: false })
  label?: string | null;
}

export class BookmarkDto {
  /** @example "665f1c2ab7e4c0a1d2e3f40e" */
  id: string;

  /** @example "665f1c2ab7e4c0a1d2e3f408" */
  lessonId: string;

  /**
   * The second of a video; null when it marks none
   * @example 182
   */
  @ApiProperty({ type: Number, nullable: true })
  positionSeconds: number | null;

  /**
   * The page of a document; null when it marks none
   * @example 12
   */
  @ApiProperty({ type: Number, nullable: true })
  page: number | null;

  /** @example "Where the counter begins" */
  @ApiProperty({ type: String, nullable: true })
  label: string | null;

  /** @example "2026-03-02T10:00:00.000Z" */
  @ApiProperty({ type: String, format: 'date-time' })
  createdAt: string;

  static of(this: void, { createdAt, ...bookmark }: Bookmark): BookmarkDto {
    return { ...bookmark, createdAt: createdAt.toISOString() };
  }
}

export class BookmarkPageDto {
  data: BookmarkDto[];
  page: PageInfoDto;
}

export const placeOf = ({ lessonId, positionSeconds = null, page = null }: MarkPlaceDto): Place => ({
  lessonId,
  positionSeconds,
  page,
});
