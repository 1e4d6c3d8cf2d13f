import { ApiProperty, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsDate,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { IsNested, IsOmittable, PlainText } from '../../../common/validation/index.js';
import { LEVELS, type Level } from '../domain/course.js';
import type { LessonChanges, NewLesson } from '../domain/lesson-values.js';
import { COMPLETION_TYPES, LESSON_TYPES, type CompletionType, type LessonType } from '../domain/lesson.js';
import { IsLanguage, IsTextList } from './field.decorators.js';
import { contentOf, LessonContentDto } from './lesson-content.dto.js';
import { MaterialInputDto } from './material.dto.js';

/** What it takes to complete a lesson. */
export class CompletionCriteriaDto {
  @IsOmittable()
  @IsIn(COMPLETION_TYPES)
  @ApiProperty({ enum: COMPLETION_TYPES, example: 'time_based', required: false })
  type?: CompletionType;

  /**
   * How much of the lesson's duration, in per cent; for `time_based`
   * @example 90
   */
  @IsOmittable()
  @IsInt()
  @Min(0)
  @Max(100)
  requiredPercentage?: number;

  /**
   * For `interaction_based`
   * @example 0
   */
  @IsOmittable()
  @IsInt()
  @Min(0)
  @Max(10_000)
  requiredInteractions?: number;
}

export class LessonSettingsDto {
  /**
   * Whether it may be left out where lessons have an order
   * @example false
   */
  @IsOmittable()
  @IsBoolean()
  allowSkip?: boolean;

  /**
   * Whether learners may keep copies of it and of its materials. What it shows can be studied either way
   * @example false
   */
  @IsOmittable()
  @IsBoolean()
  allowDownload?: boolean;

  /** @example true */
  @IsOmittable()
  @IsBoolean()
  allowSpeedControl?: boolean;
}

/** Facts about the file behind a lesson. */
export class LessonMetadataInputDto {
  /** @example 48213000 */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(1_000_000_000_000)
  @ApiProperty({ type: Number, nullable: true, required: false })
  fileSizeBytes?: number | null;

  /** @example "1920x1080" */
  @IsOptional()
  @Matches(/^\d{1,5}x\d{1,5}$/)
  @ApiProperty({ type: String, nullable: true, required: false })
  resolution?: string | null;

  /** @example "en" */
  @IsOptional()
  @IsLanguage()
  @ApiProperty({ type: String, nullable: true, required: false })
  language?: string | null;

  /**
   * When the content was renewed last
   * @example "2026-01-10T08:00:00.000Z"
   */
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  @ApiProperty({ type: String, format: 'date-time', nullable: true, required: false })
  lastUpdated?: Date | null;
}

/** A new lesson. */
export class CreateLessonDto {
  /** @example "Ownership" */
  @PlainText()
  @IsString()
  @IsNotEmpty()
  @MaxLength(150)
  title: string;

  /** @example "Why a value has one owner." */
  @IsOmittable()
  @PlainText({ lines: true })
  @IsString()
  @MaxLength(1000)
  description?: string;

  @IsIn(LESSON_TYPES)
  @ApiProperty({ enum: LESSON_TYPES, example: 'video' })
  type: LessonType;

  /** @example 930 */
  @IsOmittable()
  @IsInt()
  @Min(0)
  @Max(86_400)
  durationSeconds?: number;

  @IsOmittable()
  @IsNested(() => LessonContentDto)
  content?: LessonContentDto;

  @IsOmittable()
  @IsArray()
  @ArrayMaxSize(50)
  @IsNested(() => MaterialInputDto, { each: true })
  materials?: MaterialInputDto[];

  /**
   * Whether the course can't be completed without it
   * @example true
   */
  @IsOmittable()
  @IsBoolean()
  isRequired?: boolean;

  /**
   * Whether learners see it
   * @example true
   */
  @IsOmittable()
  @IsBoolean()
  isActive?: boolean;

  /**
   * Whether everybody may open it without enrolling
   * @example false
   */
  @IsOmittable()
  @IsBoolean()
  isFree?: boolean;

  @IsOmittable()
  @IsNested(() => CompletionCriteriaDto)
  completionCriteria?: CompletionCriteriaDto;

  @IsOmittable()
  @IsNested(() => LessonSettingsDto)
  settings?: LessonSettingsDto;

  /** @example ["memory"] */
  @IsOmittable()
  @IsTextList(20, 30)
  tags?: string[];

  @IsOmittable()
  @IsIn(LEVELS)
  @ApiProperty({ enum: LEVELS, example: 'beginner', required: false })
  difficulty?: Level;

  @IsOmittable()
  @IsNested(() => LessonMetadataInputDto)
  metadata?: LessonMetadataInputDto;
}

/** What to change of a lesson; what isn't named stays. Content and materials are replaced as a whole. */
export class ChangeLessonDto extends PartialType(CreateLessonDto, { skipNullProperties: false }) {}

export const newLessonOf = (dto: CreateLessonDto): NewLesson => ({
  ...lessonChangesOf(dto),
  title: dto.title,
  type: dto.type,
});

export const lessonChangesOf = ({ content, materials, ...rest }: ChangeLessonDto): LessonChanges => ({
  ...rest,
  ...(content && { content: contentOf(content) }),
  ...(materials && { materials: materials.map(MaterialInputDto.values) }),
});
