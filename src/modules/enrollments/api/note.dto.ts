import { ApiProperty } from '@nestjs/swagger';
import { IsMongoId, IsNotEmpty, IsNumber, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { PageInfoDto, PageQuery } from '../../../common/pagination/index.js';
import { IsOmittable, PlainText } from '../../../common/validation/index.js';
import { NOTE_LENGTH, type Note } from '../domain/notebook.js';
import { MAX_SECONDS } from './segments.validator.js';

/** For notes and for bookmarks. */
export class NotebookQuery extends PageQuery {
  /** Only those of this lesson */
  @IsOptional()
  @IsMongoId()
  lessonId?: string;
}

export class WriteNoteDto {
  /** @example "665f1c2ab7e4c0a1d2e3f408" */
  @IsMongoId()
  lessonId: string;

  /**
   * Plain text, with line breaks
   * @example "A closure keeps the variables of the place where it was made."
   */
  @PlainText({ lines: true })
  @IsString()
  @IsNotEmpty()
  @MaxLength(NOTE_LENGTH)
  content: string;

  /**
   * The moment of the video that it is about
   * @example 182.5
   */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(MAX_SECONDS)
  @ApiProperty({ type: Number, nullable: true, required: false })
  positionSeconds?: number | null;
}

/** What is left out stays as it is. */
export class ChangeNoteDto {
  /** @example "A closure keeps the variables, not their values." */
  @IsOmittable()
  @PlainText({ lines: true })
  @IsString()
  @IsNotEmpty()
  @MaxLength(NOTE_LENGTH)
  content?: string;

  /**
   * Null makes it a note about the lesson as a whole
   * @example 184
   */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(MAX_SECONDS)
  @ApiProperty({ type: Number, nullable: true, required: false })
  positionSeconds?: number | null;
}

export class NoteDto {
  /** @example "665f1c2ab7e4c0a1d2e3f40d" */
  id: string;

  /** @example "665f1c2ab7e4c0a1d2e3f408" */
  lessonId: string;

  /** @example "A closure keeps the variables of the place where it was made." */
  content: string;

  /**
   * The moment of the video that it is about; null when it is about the lesson as a whole
   * @example 182.5
   */
  @ApiProperty({ type: Number, nullable: true })
  positionSeconds: number | null;

  /** @example "2026-03-02T10:00:00.000Z" */
  @ApiProperty({ type: String, format: 'date-time' })
  createdAt: string;

  /** @example "2026-03-02T10:00:00.000Z" */
  @ApiProperty({ type: String, format: 'date-time' })
  updatedAt: string;

  static of(this: void, { createdAt, updatedAt, ...note }: Note): NoteDto {
    return { ...note, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
  }
}

export class NotePageDto {
  data: NoteDto[];
  page: PageInfoDto;
}
