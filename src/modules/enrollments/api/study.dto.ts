import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsIn,
  IsNumber,
  IsOptional,
  IsString,
  Length,
  Max,
  Min,
} from 'class-validator';
import type { Studied } from '../application/lesson-desk.js';
import type { LearnerLesson } from '../application/read-progress.js';
import { DEVICES, lessonPercentage, type Device, type LessonProgress } from '../domain/lesson-progress.js';
import type { Segment } from '../domain/segments.js';
import { readUserAgent } from '../../../common/user-agent/index.js';
import { IsNested, IsOmittable } from '../../../common/validation/index.js';
import { browserFamily } from '../domain/browser.js';
import { IsSegments } from './segments.validator.js';
import { ReportedDetailsDto } from './study-details.dto.js';

const PAIRS = { type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 2 } as const;

/** What a player reports. How much of the lesson that is, the server finds out. */
export class StudyReportDto {
  /**
   * Where the learner is now
   * @example 42.5
   */
  @IsNumber()
  @Min(0)
  @Max(604_800)
  positionSeconds: number;

  /** What was watched since the last report: `[from, to]` in seconds of the lesson */
  @ApiProperty({ type: 'array', items: PAIRS, example: [[30, 42.5]], required: false })
  @IsOptional()
  @IsSegments()
  segments?: [number, number][];

  /**
   * Names of what the learner did in the lesson since the last report; each counts once
   * @example ["step-1"]
   */
  @IsOptional()
  @IsString({ each: true })
  @Length(1, 64, { each: true })
  @ArrayUnique()
  @ArrayMaxSize(100)
  interactions?: string[];

  @ApiProperty({ enum: DEVICES, example: 'desktop', required: false })
  @IsOptional()
  @IsIn(DEVICES)
  device?: Device;

  @IsOmittable()
  @IsNested(() => ReportedDetailsDto)
  details?: ReportedDetailsDto;
}

/** What a learner has done in a lesson. */
export class LessonProgressDto {
  /**
   * Of the lesson, 0 to 100
   * @example 90
   */
  percentage: number;

  /**
   * Where to go on
   * @example 42.5
   */
  positionSeconds: number;

  /**
   * Time watched, each second once
   * @example 540
   */
  watchedSeconds: number;

  /**
   * How many different things the learner did
   * @example 0
   */
  interactions: number;

  /** Whether its criteria are met */
  isCompleted: boolean;

  /**
   * Null until it is completed
   * @example "2026-03-02T10:00:00.000Z"
   */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  completedAt: string | null;

  /** @example "2026-03-02T10:00:00.000Z" */
  @ApiProperty({ type: String, format: 'date-time' })
  lastAccessedAt: string;

  static of(progress: LessonProgress, lesson: { durationSeconds: number }): LessonProgressDto {
    return {
      percentage: lessonPercentage(progress, lesson.durationSeconds),
      positionSeconds: progress.positionSeconds,
      watchedSeconds: Math.round(progress.watchedSeconds * 10) / 10,
      interactions: progress.interactions.length,
      isCompleted: progress.isCompleted,
      completedAt: progress.completedAt?.toISOString() ?? null,
      lastAccessedAt: progress.lastAccessedAt.toISOString(),
    };
  }
}

export class CourseProgressDto {
  /** @example 40 */
  percentage: number;

  /** @example 4 */
  completedLessons: number;

  /** @example 10 */
  totalLessons: number;

  /** Whether the course is completed, now or before */
  isCompleted: boolean;
}

/** What a report led to. */
export class StudiedDto {
  /** @example "665f1c2ab7e4c0a1d2e3f408" */
  lessonId: string;

  lesson: LessonProgressDto;

  course: CourseProgressDto;

  static of({ lesson, progress, course }: Studied): StudiedDto {
    const { percentage, completedLessons, totalLessons, isCompleted } = course;
    return {
      lessonId: lesson.id,
      lesson: LessonProgressDto.of(progress, lesson),
      course: { percentage, completedLessons, totalLessons, isCompleted },
    };
  }
}

/** A lesson as it looks to one learner. */
export class LearnerLessonDto {
  /** @example "665f1c2ab7e4c0a1d2e3f408" */
  lessonId: string;

  /** @example "665f1c2ab7e4c0a1d2e3f409" */
  sectionId: string;

  /** @example "Closures" */
  title: string;

  /** @example "video" */
  type: string;

  /** @example 600 */
  durationSeconds: number;

  /** Whether the course can't be completed without it */
  isRequired: boolean;

  /** Whether earlier lessons have to be completed first */
  isLocked: boolean;

  /** Null before it is begun */
  @ApiProperty({ type: LessonProgressDto, nullable: true })
  progress: LessonProgressDto | null;

  static of({ lesson, progress, isLocked }: LearnerLesson): LearnerLessonDto {
    return {
      lessonId: lesson.id,
      sectionId: lesson.sectionId,
      title: lesson.title,
      type: lesson.type,
      durationSeconds: lesson.durationSeconds,
      isRequired: lesson.isRequired,
      isLocked,
      progress: progress ? LessonProgressDto.of(progress, lesson) : null,
    };
  }
}

export class LearnerLessonListDto {
  data: LearnerLessonDto[];
}

/** A report as the domain takes it. */
export const reportOf = (
  { positionSeconds, segments, interactions, device, details }: StudyReportDto,
  userAgent: string | undefined,
) => ({
  positionSeconds,
  segments: (segments ?? []) as Segment[],
  interactions: interactions ?? [],
  device: device ?? null,
  browser: userAgent ? browserFamily(readUserAgent(userAgent).browser) : null,
  details: details ?? {},
});
