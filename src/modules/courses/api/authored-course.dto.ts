import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsNotEmpty, IsOptional, IsString, MaxLength, Min } from 'class-validator';
import { CURRENCIES, formatAmount, type Currency } from '../../../common/money/index.js';
import { PageInfoDto, PageQuery } from '../../../common/pagination/index.js';
import { IsOmittable, IsQueryFlag, PlainText } from '../../../common/validation/index.js';
import {
  COURSE_STATUSES,
  discountPercent,
  LEVELS,
  type Course,
  type CourseStatus,
  type Level,
} from '../domain/course.js';
import { CourseDurationDto, CourseSeoDto } from './course-page.dto.js';
import { CourseRejectionDto, CourseSettingsDto, LessonCountsDto } from './course-parts.dto.js';
import { MaterialDto } from './material.dto.js';

export class AuthoredCourseQuery extends PageQuery {
  /** Only courses in this state */
  @IsOptional()
  @IsIn(COURSE_STATUSES)
  @ApiProperty({ enum: COURSE_STATUSES, required: false })
  status?: CourseStatus;

  /** The deleted ones instead, which can be restored */
  @IsOptional()
  @IsQueryFlag()
  deleted: boolean = false;
}

export class PublishCourseDto {
  /**
   * The version of the course that you have looked at. Without it, only what was submitted is published
   * @example 12
   */
  @IsOmittable()
  @IsInt()
  @Min(0)
  version?: number;
}

export class RejectCourseDto {
  /**
   * What has to change
   * @example "The second lesson has no sound."
   */
  @PlainText({ lines: true })
  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  reason: string;
}

/** A course as those who make and review it see it. */
export class AuthoredCourseDto {
  /** @example "665f1c2ab7e4c0a1d2e3f402" */
  id: string;

  /** @example "Practical Rust" */
  title: string;

  /** @example "practical-rust" */
  slug: string;

  /** @example "Ownership, traits and threads, in projects that grow." */
  description: string;

  /** @example "<p>You write a web server in week three.</p>" */
  fullDescription: string;

  /** @example "665f1c2ab7e4c0a1d2e3f401" */
  categoryId: string;

  /** @example "Systems" */
  @ApiProperty({ type: String, nullable: true })
  subcategory: string | null;

  /** @example "665f1c2ab7e4c0a1d2e3f40a" */
  @ApiProperty({ type: String, nullable: true })
  phaseId: string | null;

  /** @example 2 */
  @ApiProperty({ type: Number, nullable: true })
  order: number | null;

  @ApiProperty({ enum: LEVELS, example: 'intermediate' })
  level: Level;

  /** @example "en" */
  language: string;

  /** @example ["rust", "systems"] */
  tags: string[];

  /**
   * A decimal string
   * @example "49.00"
   */
  price: string;

  /** @example "69.00" */
  @ApiProperty({ type: String, nullable: true })
  originalPrice: string | null;

  /**
   * What the original price is undercut by
   * @example 29
   */
  @ApiProperty({ type: Number, nullable: true })
  discountPercent: number | null;

  @ApiProperty({ enum: CURRENCIES, example: 'USD' })
  currency: Currency;

  duration: CourseDurationDto;

  /** @example ["Some experience with another language"] */
  requirements: string[];

  /** @example ["Write programs without a garbage collector"] */
  whatYouWillLearn: string[];

  /** @example ["Programmers who want to go closer to the machine"] */
  targetAudience: string[];

  /** @example ["Rust"] */
  skills: string[];

  /** @example [] */
  prerequisites: string[];

  /** @example "665f1c2ab7e4c0a1d2e3f405" */
  instructorId: string;

  /** @example "https://images.example.com/rust.jpg" */
  @ApiProperty({ type: String, nullable: true })
  thumbnail: string | null;

  /** @example "https://videos.example.com/rust-trailer.mp4" */
  @ApiProperty({ type: String, nullable: true })
  previewVideo: string | null;

  /** @example "https://images.example.com/rust-large.jpg" */
  @ApiProperty({ type: String, nullable: true })
  image: string | null;

  /** @example "https://images.example.com/rust.svg" */
  @ApiProperty({ type: String, nullable: true })
  icon: string | null;

  materials: MaterialDto[];

  @ApiProperty({ enum: COURSE_STATUSES, example: 'draft' })
  status: CourseStatus;

  /** @example true */
  isPublic: boolean;

  /** @example false */
  isFeatured: boolean;

  /**
   * When it was published first
   * @example "2026-01-15T09:30:00.000Z"
   */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  publishedAt: string | null;

  /**
   * Rises with every change of the course, its materials and its curriculum. Send it to publish what you have looked at
   * @example 12
   */
  version: number;

  /**
   * The version for which a review was asked last; where `version` is another, it has changed since
   * @example 12
   */
  @ApiProperty({ type: Number, nullable: true })
  submittedVersion: number | null;

  /** Why the last review sent it back */
  @ApiProperty({ type: CourseRejectionDto, nullable: true, example: null })
  rejection: CourseRejectionDto | null;

  /**
   * Active ones
   * @example 12
   */
  totalLessons: number;

  /** @example 21600 */
  totalDurationSeconds: number;

  lessonCounts: LessonCountsDto;

  /** @example 42 */
  enrollmentCount: number;

  /** @example 1500 */
  viewCount: number;

  /** @example 17 */
  favoriteCount: number;

  /** @example 4.6 */
  averageRating: number;

  /** @example 31 */
  reviewCount: number;

  seo: CourseSeoDto;

  settings: CourseSettingsDto;

  /** @example 200 */
  @ApiProperty({ type: Number, nullable: true })
  capacity: number | null;

  /** @example 42 */
  seatsTaken: number;

  /** @example 365 */
  @ApiProperty({ type: Number, nullable: true })
  accessDays: number | null;

  /** @example "2026-01-10T08:00:00.000Z" */
  createdAt: string;

  static of(this: void, course: Course): AuthoredCourseDto {
    const { originalAmount, price, rejection, rating } = course;
    const { currency } = price;
    return {
      id: course.id,
      title: course.title,
      slug: course.slug,
      description: course.description,
      fullDescription: course.fullDescription,
      categoryId: course.categoryId,
      subcategory: course.subcategory,
      phaseId: course.phaseId,
      order: course.order,
      level: course.level,
      language: course.language,
      tags: [...course.tags],
      price: formatAmount(price),
      originalPrice: originalAmount === null ? null : formatAmount({ amount: originalAmount, currency }),
      discountPercent: discountPercent(course),
      currency,
      duration: { ...course.duration },
      requirements: [...course.requirements],
      whatYouWillLearn: [...course.whatYouWillLearn],
      targetAudience: [...course.targetAudience],
      skills: [...course.skills],
      prerequisites: [...course.prerequisites],
      instructorId: course.instructorId,
      thumbnail: course.thumbnail,
      previewVideo: course.previewVideo,
      image: course.image,
      icon: course.icon,
      materials: course.materials.map(MaterialDto.of),
      status: course.status,
      isPublic: course.isPublic,
      isFeatured: course.isFeatured,
      publishedAt: course.publishedAt?.toISOString() ?? null,
      version: course.version,
      submittedVersion: course.submittedVersion,
      rejection: rejection && { ...rejection, at: rejection.at.toISOString() },
      totalLessons: course.totalLessons,
      totalDurationSeconds: course.totalDurationSeconds,
      lessonCounts: { ...course.lessonCounts },
      enrollmentCount: course.enrollmentCount,
      viewCount: course.viewCount,
      favoriteCount: course.favoriteCount,
      averageRating: rating.average,
      reviewCount: rating.count,
      seo: { ...course.seo, keywords: [...course.seo.keywords] },
      settings: { ...course.settings },
      capacity: course.capacity,
      seatsTaken: course.seatsTaken,
      accessDays: course.accessDays,
      createdAt: course.createdAt.toISOString(),
    };
  }
}

export class AuthoredCoursePageDto {
  data: AuthoredCourseDto[];
  page: PageInfoDto;
}
