import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsNotEmpty, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { PlainText } from '../../../common/validation/index.js';
import type { LessonStudy } from '../application/details/read-lesson-study.js';
import { BROWSERS, type Browser } from '../domain/browser.js';
import { FEEDBACK_LENGTH, type LessonFeedback } from '../domain/lesson-feedback.js';
import { DEVICES, type Device } from '../domain/lesson-progress.js';
import { StudyDetailsDto } from './study-details.dto.js';
import { LessonProgressDto } from './study.dto.js';

/** All of it at once: what is left out is null from then on. */
export class GiveFeedbackDto {
  /**
   * From 1, easy, to 5, hard
   * @example 3
   */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(5)
  @ApiProperty({ type: Number, nullable: true, required: false })
  difficultyRating?: number | null;

  /**
   * Stars
   * @example 5
   */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(5)
  @ApiProperty({ type: Number, nullable: true, required: false })
  rating?: number | null;

  /**
   * In plain text
   * @example "The exercise at the end made it click."
   */
  @IsOptional()
  @PlainText({ lines: true })
  @IsString()
  @IsNotEmpty()
  @MaxLength(FEEDBACK_LENGTH)
  @ApiProperty({ type: String, nullable: true, required: false })
  comment?: string | null;
}

/** What a learner thinks of a lesson. */
export class FeedbackDto {
  /**
   * From 1, easy, to 5, hard
   * @example 3
   */
  @ApiProperty({ type: Number, nullable: true })
  difficultyRating: number | null;

  /**
   * Stars
   * @example 5
   */
  @ApiProperty({ type: Number, nullable: true })
  rating: number | null;

  /** @example "The exercise at the end made it click." */
  @ApiProperty({ type: String, nullable: true })
  comment: string | null;

  /** @example "2026-03-02T10:00:00.000Z" */
  @ApiProperty({ type: String, format: 'date-time' })
  givenAt: string;

  static of({ givenAt, ...feedback }: LessonFeedback): FeedbackDto {
    return { ...feedback, givenAt: givenAt.toISOString() };
  }
}

/** All that is known of somebody's work in one lesson. */
export class LessonStudyDto {
  /** @example "665f1c2ab7e4c0a1d2e3f408" */
  lessonId: string;

  progress: LessonProgressDto;

  details: StudyDetailsDto;

  /**
   * How much the learner takes part in it, 0 to 100: watching counts most, then what they did in it, then their notes
   * @example 72
   */
  engagementScore: number;

  /** @example "2026-03-02T10:00:00.000Z" */
  @ApiProperty({ type: String, format: 'date-time' })
  startedAt: string;

  /** Of the last report that named one */
  @ApiProperty({ enum: DEVICES, example: 'desktop', nullable: true })
  device: Device | null;

  /** Of the last report that named one */
  @ApiProperty({ enum: BROWSERS, example: 'firefox', nullable: true })
  browser: Browser | null;

  /** Null before it is given */
  @ApiProperty({ type: FeedbackDto, nullable: true })
  feedback: FeedbackDto | null;

  static of({ lesson, progress, engagementScore, startedAt, feedback }: LessonStudy): LessonStudyDto {
    return {
      lessonId: lesson.id,
      progress: LessonProgressDto.of(progress, lesson),
      details: StudyDetailsDto.of(progress.details),
      engagementScore,
      startedAt: startedAt.toISOString(),
      device: progress.device,
      browser: progress.browser,
      feedback: feedback && FeedbackDto.of(feedback),
    };
  }
}
