import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { IsOmittable, PlainText } from '../../../common/validation/index.js';
import { IsTextList } from './field.decorators.js';

/** How much time a course asks for, as its instructor announces it. */
export class CourseDurationInputDto {
  /** @example 6 */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(200)
  @ApiProperty({ type: Number, nullable: true, required: false })
  weeks?: number | null;

  /** @example 20 */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(10_000)
  @ApiProperty({ type: Number, nullable: true, required: false })
  hours?: number | null;

  /** @example "Three hours a week" */
  @IsOmittable()
  @PlainText()
  @IsString()
  @MaxLength(200)
  description?: string;
}

/** What search engines are told. */
export class CourseSeoInputDto {
  /** @example "Learn JavaScript from the ground up" */
  @IsOmittable()
  @PlainText()
  @IsString()
  @MaxLength(70)
  metaTitle?: string;

  /** @example "A course for beginners, with exercises for every lesson." */
  @IsOmittable()
  @PlainText()
  @IsString()
  @MaxLength(170)
  metaDescription?: string;

  /** @example ["javascript course"] */
  @IsOmittable()
  @IsTextList(20, 50)
  keywords?: string[];
}

export class CourseSettingsInputDto {
  /**
   * Whether learners may keep the materials of the course. Each lesson says so for its own
   * @example false
   */
  @IsOmittable()
  @IsBoolean()
  allowDownload?: boolean;

  /**
   * Whether a lesson opens only when the required ones before it are completed
   * @example false
   */
  @IsOmittable()
  @IsBoolean()
  requireSequentialCompletion?: boolean;

  /**
   * Whether completing the course earns a certificate
   * @example true
   */
  @IsOmittable()
  @IsBoolean()
  certificateEligible?: boolean;
}
