import { ApiProperty } from '@nestjs/swagger';
import { LEVELS, type Level } from '../domain/course.js';
import type { MaterialView } from '../domain/handing-out.js';
import type { LessonView } from '../domain/lesson-view.js';
import { LESSON_TYPES, type Lesson, type LessonMetadata, type LessonType } from '../domain/lesson.js';
import { LessonContentDto } from './lesson-content.dto.js';
import { CompletionCriteriaDto, LessonSettingsDto } from './lesson-input.dto.js';
import { MaterialDto } from './material.dto.js';

/** Facts about the file behind a lesson. */
export class LessonMetadataDto {
  /** @example 48213000 */
  @ApiProperty({ type: Number, nullable: true })
  fileSizeBytes: number | null;

  /** @example "1920x1080" */
  @ApiProperty({ type: String, nullable: true })
  resolution: string | null;

  /** @example "en" */
  @ApiProperty({ type: String, nullable: true })
  language: string | null;

  /**
   * When the content was renewed last
   * @example "2026-01-10T08:00:00.000Z"
   */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  lastUpdated: string | null;

  static of(this: void, { lastUpdated, ...rest }: LessonMetadata): LessonMetadataDto {
    return { ...rest, lastUpdated: lastUpdated?.toISOString() ?? null };
  }
}

/** A lesson with what it holds. */
export class LessonDto {
  /** @example "665f1c2ab7e4c0a1d2e3f40c" */
  id: string;

  /** @example "665f1c2ab7e4c0a1d2e3f402" */
  courseId: string;

  /** @example "665f1c2ab7e4c0a1d2e3f40b" */
  sectionId: string;

  /** @example "Ownership" */
  title: string;

  /** @example "Why a value has one owner." */
  description: string;

  @ApiProperty({ enum: LESSON_TYPES, example: 'video' })
  type: LessonType;

  /**
   * Its place in the section, from 1
   * @example 1
   */
  order: number;

  /** @example 930 */
  durationSeconds: number;

  content: LessonContentDto;

  materials: MaterialDto[];

  /** @example true */
  isRequired: boolean;

  /** @example true */
  isActive: boolean;

  /** @example false */
  isFree: boolean;

  completionCriteria: CompletionCriteriaDto;

  settings: LessonSettingsDto;

  /** @example ["memory"] */
  tags: string[];

  @ApiProperty({ enum: LEVELS, example: 'beginner' })
  difficulty: Level;

  metadata: LessonMetadataDto;

  /** @example "2026-01-10T08:00:00.000Z" */
  updatedAt: string;

  static of(
    this: void,
    lesson: Omit<Lesson, 'materials'> & { materials: readonly MaterialView[] },
  ): LessonDto {
    return {
      id: lesson.id,
      courseId: lesson.courseId,
      sectionId: lesson.sectionId,
      title: lesson.title,
      description: lesson.description,
      type: lesson.type,
      order: lesson.order,
      durationSeconds: lesson.durationSeconds,
      content: LessonContentDto.of(lesson.content),
      materials: lesson.materials.map(MaterialDto.of),
      isRequired: lesson.isRequired,
      isActive: lesson.isActive,
      isFree: lesson.isFree,
      completionCriteria: { ...lesson.completionCriteria },
      settings: { ...lesson.settings },
      tags: [...lesson.tags],
      difficulty: lesson.difficulty,
      metadata: LessonMetadataDto.of(lesson.metadata),
      updatedAt: lesson.updatedAt.toISOString(),
    };
  }
}

/** A lesson as whoever may open it gets it. Solutions and hints are there once the lesson is completed. */
export class OpenLessonDto extends LessonDto {
  /**
   * Whether you may keep a copy of it: whether to offer that. The content is there to be studied either way
   * @example false
   */
  mayDownload: boolean;

  static view(this: void, lesson: LessonView): OpenLessonDto {
    return { ...LessonDto.of(lesson), mayDownload: lesson.mayDownload };
  }
}

export class LessonListDto {
  data: LessonDto[];
}
