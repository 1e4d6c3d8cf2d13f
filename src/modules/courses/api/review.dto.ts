import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsNotEmpty, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { PageInfoDto, PageQuery } from '../../../common/pagination/index.js';
import { IsOmittable, PlainText } from '../../../common/validation/index.js';
import type { SignedReview } from '../application/reviews/list-reviews.js';
import { REVIEW_SORTS, REVIEW_TEXT_LENGTH, type ReviewSort } from '../domain/review.js';

export class ReviewQuery extends PageQuery {
  /** What comes first: the newest, those that most found helpful, or those with most stars */
  @IsOptional()
  @IsIn(REVIEW_SORTS)
  @ApiProperty({ enum: REVIEW_SORTS, required: false, default: 'newest' })
  sort: ReviewSort = 'newest';
}

export class WriteReviewDto {
  /**
   * Stars
   * @example 5
   */
  @IsInt()
  @Min(1)
  @Max(5)
  rating: number;

  /**
   * Why, in plain text
   * @example "Every lesson ends with something that works."
   */
  @IsOptional()
  @PlainText({ lines: true })
  @IsString()
  @MaxLength(REVIEW_TEXT_LENGTH)
  @ApiProperty({ type: String, nullable: true, required: false })
  text?: string | null;
}

export class ChangeReviewDto {
  /** @example 4 */
  @IsOmittable()
  @IsInt()
  @Min(1)
  @Max(5)
  rating?: number;

  /**
   * In plain text; null removes it
   * @example "Still good after a year."
   */
  @IsOptional()
  @PlainText({ lines: true })
  @IsString()
  @MaxLength(REVIEW_TEXT_LENGTH)
  @ApiProperty({ type: String, nullable: true, required: false })
  text?: string | null;
}

export class HideReviewDto {
  /**
   * Which rule it breaks
   * @example "Advertises another site"
   */
  @PlainText()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason: string;
}

export class ReviewAuthorDto {
  /** @example "665f1c2ab7e4c0a1d2e3f407" */
  id: string;

  /**
   * As others may know them
   * @example "John D."
   */
  name: string;

  /** @example "/api/v1/users/665f1c2ab7e4c0a1d2e3f407/avatar.svg" */
  avatarUrl: string;
}

export class ReviewDto {
  /** @example "665f1c2ab7e4c0a1d2e3f40c" */
  id: string;

  /** @example "665f1c2ab7e4c0a1d2e3f402" */
  courseId: string;

  /** Null when the account is gone */
  @ApiProperty({ type: ReviewAuthorDto, nullable: true })
  author: ReviewAuthorDto | null;

  /**
   * Stars, 1 to 5
   * @example 5
   */
  rating: number;

  /** @example "Every lesson ends with something that works." */
  @ApiProperty({ type: String, nullable: true })
  text: string | null;

  /**
   * How many found it helpful
   * @example 12
   */
  helpfulCount: number;

  /** @example "2026-01-15T09:30:00.000Z" */
  createdAt: string;

  /** @example "2026-01-15T09:30:00.000Z" */
  updatedAt: string;

  static of({ review, author }: SignedReview): ReviewDto {
    return {
      id: review.id,
      courseId: review.courseId,
      author: author ? { id: author.id, name: author.name, avatarUrl: author.avatarUrl } : null,
      rating: review.rating,
      text: review.text,
      helpfulCount: review.helpfulCount,
      createdAt: review.createdAt.toISOString(),
      updatedAt: review.updatedAt.toISOString(),
    };
  }
}

export class ReviewPageDto {
  data: ReviewDto[];
  page: PageInfoDto;
}

export class ReviewHidingDto {
  /** @example "Advertises another site" */
  reason: string;

  /**
   * The moderator's id
   * @example "665f1c2ab7e4c0a1d2e3f408"
   */
  by: string;

  /** @example "2026-01-16T08:00:00.000Z" */
  at: string;
}

/** A review as moderators see it. */
export class ModeratedReviewDto extends ReviewDto {
  /** Set while it is hidden */
  @ApiProperty({ type: ReviewHidingDto, nullable: true })
  hidden: ReviewHidingDto | null;

  static override of(signed: SignedReview): ModeratedReviewDto {
    const { hidden } = signed.review;
    return { ...ReviewDto.of(signed), hidden: hidden && { ...hidden, at: hidden.at.toISOString() } };
  }
}
