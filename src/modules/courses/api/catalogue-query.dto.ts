import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsIn,
  IsMongoId,
  IsNotEmpty,
  IsNumber,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { CURRENCIES, parseAmount, type Currency } from '../../../common/money/index.js';
import { PageQuery } from '../../../common/pagination/index.js';
import { IsQueryFlag, PlainText } from '../../../common/validation/index.js';
import type { CatalogueQuery } from '../application/catalogue/list-courses.js';
import { CATALOGUE_SORTS, FACETS, type CatalogueSort, type Facet } from '../domain/catalogue.js';
import { LEVELS, type Level } from '../domain/course.js';

/** What prices compare in unless the client says. */
const DEFAULT_CURRENCY: Currency = 'USD';

const AMOUNT = /^\d{1,9}(\.\d{1,2})?$/;

const listOf = (value: unknown): unknown =>
  (Array.isArray(value) ? value : [value]).flatMap((item: unknown) =>
    typeof item === 'string' ? item.split(',') : [item],
  );

/**
 * Conditions of the catalogue; all that are given hold at once. Swagger UI sends all examples together, so they describe one
 * course of the sample data.
 */
export class CatalogueQueryDto extends PageQuery {
  /**
   * Words to search for in title, description and tags; a "phrase" in quotes, -word to leave out
   * @example "javascript"
   */
  @IsOptional()
  @PlainText()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  q?: string;

  /**
   * The slug of a category
   * @example "programming"
   */
  @IsOptional()
  @Matches(/^[a-z0-9-]+$/)
  @MaxLength(120)
  category?: string;

  /**
   * The slug of a phase
   * @example "foundations"
   */
  @IsOptional()
  @Matches(/^[a-z0-9-]+$/)
  @MaxLength(120)
  phase?: string;

  /** Only courses of this level */
  @IsOptional()
  @IsIn(LEVELS)
  @ApiProperty({ enum: LEVELS, required: false })
  level?: Level;

  /**
   * The language that a course is taught in (BCP 47)
   * @example "en"
   */
  @IsOptional()
  @Matches(/^[A-Za-z0-9-]{2,35}$/)
  language?: string;

  /**
   * Tags that a course must all have: given several times, or with commas between them
   * @example "javascript"
   */
  @IsOptional()
  @Transform(({ value }) => listOf(value))
  @IsString({ each: true })
  @MaxLength(30, { each: true })
  @ArrayMaxSize(10)
  @ApiProperty({ type: String, required: false, example: 'javascript' })
  tag?: string[];

  /** The id of who teaches it */
  @IsOptional()
  @IsMongoId()
  instructor?: string;

  /**
   * In `currency`
   * @example "10.00"
   */
  @IsOptional()
  @Matches(AMOUNT, { message: 'minPrice must be a decimal number such as 99.99' })
  minPrice?: string;

  /**
   * In `currency`
   * @example "99.99"
   */
  @IsOptional()
  @Matches(AMOUNT, { message: 'maxPrice must be a decimal number such as 99.99' })
  maxPrice?: string;

  /**
   * Only courses priced in this currency. Prices of different currencies don't compare: bounds and orders of price take
   * USD unless this says otherwise
   */
  @IsOptional()
  @IsIn(CURRENCIES)
  @ApiProperty({ enum: CURRENCIES, required: false })
  currency?: Currency;

  /** The fewest stars on average, 1 to 5; courses that nobody has reviewed have none */
  @IsOptional()
  @Type(() => Number)
  @IsNumber({ maxDecimalPlaces: 2 })
  @Min(1)
  @Max(5)
  minRating?: number;

  /** Only courses that cost nothing, or only those that cost something */
  @IsOptional()
  @IsQueryFlag()
  free?: boolean;

  /** `relevance` goes with `q`, and is the order of what is searched for; else it is `newest`. `-price` falls */
  @IsOptional()
  @IsIn(CATALOGUE_SORTS)
  @ApiProperty({ enum: CATALOGUE_SORTS, required: false })
  sort?: CatalogueSort;

  /**
   * Counts courses by value, on top of the page: `true` for all of category, level, language, tag, rating and free, or
   * some of them with commas between
   * @example "category,level"
   */
  @IsOptional()
  @Transform(({ value }) => (value === 'true' ? [...FACETS] : listOf(value)))
  @IsIn(FACETS, { each: true })
  @ArrayUnique()
  @ApiProperty({ type: String, required: false, example: 'category,level' })
  facets?: Facet[];

  toQuery(): CatalogueQuery {
    const { q, tag, instructor, minPrice, maxPrice, ...rest } = this;
    const compares = minPrice !== undefined || maxPrice !== undefined || rest.sort?.endsWith('price');
    const currency = rest.currency ?? (compares ? DEFAULT_CURRENCY : undefined);
    const amountOf = (price: string | undefined) =>
      price === undefined ? undefined : parseAmount(price, currency!).amount;
    return {
      ...rest,
      currency,
      text: q,
      tags: tag?.map((word) => word.toLowerCase()).toSorted(),
      instructorId: instructor,
      minAmount: amountOf(minPrice),
      maxAmount: amountOf(maxPrice),
    };
  }
}
