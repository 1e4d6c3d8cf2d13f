import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, Matches, MaxLength } from 'class-validator';
import { CURRENCIES, formatAmount, type Currency } from '../../../common/money/index.js';
import { PageInfoDto, PageQuery } from '../../../common/pagination/index.js';
import { LEVELS, type CatalogueCourse, type Level } from '../domain/course.js';

export class CourseQuery extends PageQuery {
  /** Only courses of the category with this slug */
  @IsOptional()
  @Matches(/^[a-z0-9-]+$/)
  @MaxLength(120)
  category?: string;
}

/** A course as the catalogue shows it. */
export class CourseDto {
  /** @example "665f1c2ab7e4c0a1d2e3f402" */
  id: string;

  /** @example "JavaScript Fundamentals" */
  title: string;

  /** @example "javascript-fundamentals" */
  slug: string;

  /** @example "Variables, functions and the browser: everything to write your first program." */
  description: string;

  /** @example "665f1c2ab7e4c0a1d2e3f401" */
  categoryId: string;

  @ApiProperty({ enum: LEVELS, example: 'beginner' })
  level: Level;

  /** @example "en" */
  language: string;

  /** @example ["javascript"] */
  tags: string[];

  /**
   * A decimal string
   * @example "99.99"
   */
  price: string;

  @ApiProperty({ enum: CURRENCIES, example: 'USD' })
  currency: Currency;

  /** @example "665f1c2ab7e4c0a1d2e3f405" */
  instructorId: string;

  /** @example "2026-01-15T09:30:00.000Z" */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  publishedAt: string | null;

  static of(course: CatalogueCourse): CourseDto {
    return {
      id: course.id,
      title: course.title,
      slug: course.slug,
      description: course.description,
      categoryId: course.categoryId,
      level: course.level,
      language: course.language,
      tags: [...course.tags],
      price: formatAmount(course.price),
      currency: course.price.currency,
      instructorId: course.instructorId,
      publishedAt: course.publishedAt?.toISOString() ?? null,
    };
  }
}

export class CoursePageDto {
  data: CourseDto[];
  page: PageInfoDto;
}
