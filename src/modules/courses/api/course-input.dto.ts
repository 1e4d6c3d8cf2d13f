import { ApiProperty, PartialType } from '@nestjs/swagger';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsMongoId,
  IsNotEmpty,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { CURRENCIES, parseAmount, type Currency } from '../../../common/money/index.js';
import { IsNested, IsOmittable, PlainText, RichText } from '../../../common/validation/index.js';
import type { CourseChanges, NewCourse } from '../domain/course-values.js';
import { LEVELS, type Level } from '../domain/course.js';
import {
  CourseDurationInputDto,
  CourseSeoInputDto,
  CourseSettingsInputDto,
} from './course-parts-input.dto.js';
import { IsAmount, IsHttpUrl, IsIdList, IsLanguage, IsSlug, IsTextList } from './field.decorators.js';

/** A new course. */
export class CreateCourseDto {
  /** @example "Practical Rust" */
  @PlainText()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  title: string;

  /**
   * Its address; the first free one of its title unless given
   * @example "practical-rust"
   */
  @IsOmittable()
  @IsSlug()
  slug?: string;

  /**
   * What it is about, in a few sentences
   * @example "Ownership, traits and threads, in projects that grow."
   */
  @PlainText({ lines: true })
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  description: string;

  /**
   * Everything there is to say; simple HTML
   * @example "<p>You write a web server in week three.</p>"
   */
  @IsOmittable()
  @RichText()
  @IsString()
  @MaxLength(5000)
  fullDescription?: string;

  /** @example "665f1c2ab7e4c0a1d2e3f401" */
  @IsMongoId()
  categoryId: string;

  /** @example "Systems" */
  @IsOptional()
  @PlainText()
  @IsString()
  @MaxLength(100)
  @ApiProperty({ type: String, nullable: true, required: false })
  subcategory?: string | null;

  /**
   * The phase that it belongs to
   * @example "665f1c2ab7e4c0a1d2e3f40a"
   */
  @IsOptional()
  @IsMongoId()
  @ApiProperty({ type: String, nullable: true, required: false })
  phaseId?: string | null;

  /**
   * Its place in the phase, from 1
   * @example 2
   */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(10_000)
  @ApiProperty({ type: Number, nullable: true, required: false })
  order?: number | null;

  @IsIn(LEVELS)
  @ApiProperty({ enum: LEVELS, example: 'intermediate' })
  level: Level;

  /** @example "en" */
  @IsOmittable()
  @IsLanguage()
  language?: string;

  /** @example ["rust", "systems"] */
  @IsOmittable()
  @IsTextList(20, 30)
  tags?: string[];

  /**
   * A decimal string; "0" for a free course
   * @example "49.00"
   */
  @IsAmount()
  price: string;

  /**
   * What it cost before, a decimal string in the same currency
   * @example "69.00"
   */
  @IsOptional()
  @IsAmount()
  @ApiProperty({ type: String, nullable: true, required: false })
  originalPrice?: string | null;

  @IsOmittable()
  @IsIn(CURRENCIES)
  @ApiProperty({ enum: CURRENCIES, example: 'USD', required: false })
  currency?: Currency;

  @IsOmittable()
  @IsNested(() => CourseDurationInputDto)
  duration?: CourseDurationInputDto;

  /** @example ["Some experience with another language"] */
  @IsOmittable()
  @IsTextList(30, 300)
  requirements?: string[];

  /** @example ["Write programs without a garbage collector"] */
  @IsOmittable()
  @IsTextList(30, 300)
  whatYouWillLearn?: string[];

  /** @example ["Programmers who want to go closer to the machine"] */
  @IsOmittable()
  @IsTextList(30, 300)
  targetAudience?: string[];

  /** @example ["Rust"] */
  @IsOmittable()
  @IsTextList(30, 50)
  skills?: string[];

  /**
   * The ids of courses to complete first: published ones, or your own
   * @example []
   */
  @IsOmittable()
  @IsIdList(20)
  prerequisites?: string[];

  /** @example "https://images.example.com/rust.jpg" */
  @IsOptional()
  @IsHttpUrl()
  @ApiProperty({ type: String, nullable: true, required: false })
  thumbnail?: string | null;

  /** @example "https://videos.example.com/rust-trailer.mp4" */
  @IsOptional()
  @IsHttpUrl()
  @ApiProperty({ type: String, nullable: true, required: false })
  previewVideo?: string | null;

  /** @example "https://images.example.com/rust-large.jpg" */
  @IsOptional()
  @IsHttpUrl()
  @ApiProperty({ type: String, nullable: true, required: false })
  image?: string | null;

  /** @example "https://images.example.com/rust.svg" */
  @IsOptional()
  @IsHttpUrl()
  @ApiProperty({ type: String, nullable: true, required: false })
  icon?: string | null;

  /**
   * Whether the catalogue shows it
   * @example true
   */
  @IsOmittable()
  @IsBoolean()
  isPublic?: boolean;

  @IsOmittable()
  @IsNested(() => CourseSeoInputDto)
  seo?: CourseSeoInputDto;

  @IsOmittable()
  @IsNested(() => CourseSettingsInputDto)
  settings?: CourseSettingsInputDto;

  /**
   * How many may learn at once; null for any number
   * @example 200
   */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  @ApiProperty({ type: Number, nullable: true, required: false })
  capacity?: number | null;

  /**
   * For how many days access lasts once it is given; null for ever
   * @example 365
   */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(36_500)
  @ApiProperty({ type: Number, nullable: true, required: false })
  accessDays?: number | null;
}

/** What to change of a course; what isn't named stays. */
export class ChangeCourseDto extends PartialType(CreateCourseDto, { skipNullProperties: false }) {
  /**
   * Whether the catalogue puts it forward; for administrators
   * @example false
   */
  @IsOmittable()
  @IsBoolean()
  isFeatured?: boolean;
}

/** @throws DomainError `not-an-amount` */
export function newCourseOf({ price, originalPrice, currency = 'USD', ...rest }: CreateCourseDto): NewCourse {
  return {
    ...rest,
    price: parseAmount(price, currency),
    originalAmount: originalPrice ? parseAmount(originalPrice, currency).amount : null,
  };
}

/**
 * All currencies have two decimal places, so that amounts can be read without knowing which one the course has.
 *
 * @throws DomainError `not-an-amount`
 */
export function changesOf({ price, originalPrice, currency, ...rest }: ChangeCourseDto): CourseChanges {
  const amountOf = (text: string) => parseAmount(text, currency ?? 'USD').amount;
  return {
    ...rest,
    price: { ...(price !== undefined && { amount: amountOf(price) }), ...(currency && { currency }) },
    ...(originalPrice !== undefined && {
      originalAmount: originalPrice === null ? null : amountOf(originalPrice),
    }),
  };
}
