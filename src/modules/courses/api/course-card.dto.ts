import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { CURRENCIES, formatAmount, type Currency } from '../../../common/money/index.js';
import { PageInfoDto } from '../../../common/pagination/index.js';
import type { Labels } from '../application/catalogue/label-courses.js';
import { FACETS, type CourseCard, type Facet } from '../domain/catalogue.js';
import { discountPercent, LEVELS, type Level } from '../domain/course.js';

export class InstructorDto {
  /** @example "665f1c2ab7e4c0a1d2e3f405" */
  id: string;

  /** @example "Jane Smith" */
  @ApiProperty({ type: String, nullable: true })
  name: string | null;
}

export class RatingDto {
  /**
   * Stars, 0 without a review
   * @example 4.6
   */
  average: number;

  /** @example 128 */
  count: number;
}

/** A course as lists show it. */
export class CourseCardDto {
  /** @example "665f1c2ab7e4c0a1d2e3f402" */
  id: string;

  /** @example "JavaScript Fundamentals" */
  title: string;

  /** @example "javascript-fundamentals" */
  slug: string;

  /** @example "Variables, functions and the browser: everything to write your first program." */
  description: string;

  /** @example "https://images.example.com/javascript.png" */
  @ApiProperty({ type: String, nullable: true })
  thumbnail: string | null;

  /**
   * Its slug
   * @example "programming"
   */
  @ApiProperty({ type: String, nullable: true })
  category: string | null;

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

  /**
   * What it cost before a discount
   * @example "149.99"
   */
  @ApiProperty({ type: String, nullable: true })
  originalPrice: string | null;

  /** @example 33 */
  @ApiProperty({ type: Number, nullable: true })
  discountPercent: number | null;

  @ApiProperty({ enum: CURRENCIES, example: 'USD' })
  currency: Currency;

  instructor: InstructorDto;

  rating: RatingDto;

  /** @example 1520 */
  enrollmentCount: number;

  /** @example 42 */
  totalLessons: number;

  /** @example 25200 */
  totalDurationSeconds: number;

  /** @example "2026-01-15T09:30:00.000Z" */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  publishedAt: string | null;

  static of(course: CourseCard, { shelves, names }: Labels): CourseCardDto {
    const { price, originalAmount, instructorId, rating } = course;
    return {
      id: course.id,
      title: course.title,
      slug: course.slug,
      description: course.description,
      thumbnail: course.thumbnail,
      category: shelves.find(course.categoryId)?.slug ?? null,
      level: course.level,
      language: course.language,
      tags: [...course.tags],
      price: formatAmount(price),
      originalPrice:
        originalAmount === null ? null : formatAmount({ amount: originalAmount, currency: price.currency }),
      discountPercent: discountPercent(course),
      currency: price.currency,
      instructor: { id: instructorId, name: names.get(instructorId) ?? null },
      rating: { average: Math.round(rating.average * 100) / 100, count: rating.count },
      enrollmentCount: course.enrollmentCount,
      totalLessons: course.totalLessons,
      totalDurationSeconds: course.totalDurationSeconds,
      publishedAt: course.publishedAt?.toISOString() ?? null,
    };
  }
}

export class FacetCountDto {
  /**
   * What to send as the condition of the same name; of `rating`, so many stars or more
   * @example "programming"
   */
  value: string;

  /** @example 7 */
  count: number;
}

export class CourseListDto {
  data: CourseCardDto[];
  page: PageInfoDto;

  /** Courses by value, of all that fulfil the conditions; only the facets that were asked for */
  @ApiPropertyOptional({
    type: 'object',
    properties: Object.fromEntries(
      FACETS.map((facet) => [
        facet,
        { type: 'array' as const, items: { $ref: '#/components/schemas/FacetCountDto' } },
      ]),
    ),
    example: { category: [{ value: 'programming', count: 7 }] },
  })
  facets?: Partial<Record<Facet, FacetCountDto[]>>;
}

export class FavoritePageDto {
  data: CourseCardDto[];
  page: PageInfoDto;
}
