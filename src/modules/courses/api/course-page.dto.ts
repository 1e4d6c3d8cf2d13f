import { ApiProperty } from '@nestjs/swagger';
import type { CourseView } from '../application/catalogue/read-course.js';
import { LESSON_TYPES, type LessonType } from '../domain/lesson.js';
import { CourseCardDto } from './course-card.dto.js';

export class OutlineLessonDto {
  /** @example "665f1c2ab7e4c0a1d2e3f40a" */
  id: string;

  /** @example "Your first variable" */
  title: string;

  @ApiProperty({ enum: LESSON_TYPES, example: 'video' })
  type: LessonType;

  /** @example 930 */
  durationSeconds: number;

  /** Whether the course can't be completed without it */
  isRequired: boolean;

  /** Whether everybody may open it */
  isFree: boolean;
}

export class OutlineSectionDto {
  /** @example "665f1c2ab7e4c0a1d2e3f409" */
  id: string;

  /** @example "First steps" */
  title: string;

  /** @example "What a program is, and how to run one." */
  description: string;

  lessons: OutlineLessonDto[];
}

export class CourseDurationDto {
  /** @example 6 */
  @ApiProperty({ type: Number, nullable: true })
  weeks: number | null;

  /** @example 30 */
  @ApiProperty({ type: Number, nullable: true })
  hours: number | null;

  /** @example "Five hours a week for six weeks" */
  description: string;
}

export class CourseSeoDto {
  /** @example "JavaScript Fundamentals: learn to program" */
  metaTitle: string;

  /** @example "The first course in programming, with exercises for every lesson." */
  metaDescription: string;

  /** @example ["javascript", "beginner"] */
  keywords: string[];
}

export class CoursePhaseDto {
  /** @example "foundations" */
  slug: string;

  /** @example "Foundations" */
  title: string;
}

export class PrerequisiteDto {
  /** @example "665f1c2ab7e4c0a1d2e3f403" */
  id: string;

  /** @example "Thinking in Steps" */
  title: string;

  /** @example "thinking-in-steps" */
  slug: string;
}

/** A published course with its outline: all that everybody may know of it. */
export class CoursePageDto extends CourseCardDto {
  /**
   * HTML
   * @example "<p>Everything to write your first program.</p>"
   */
  fullDescription: string;

  /** @example "Web development" */
  @ApiProperty({ type: String, nullable: true })
  subcategory: string | null;

  @ApiProperty({ type: CoursePhaseDto, nullable: true })
  phase: CoursePhaseDto | null;

  /** What its instructor expects */
  duration: CourseDurationDto;

  /** @example ["A computer"] */
  requirements: string[];

  /** @example ["Write a program"] */
  whatYouWillLearn: string[];

  /** @example ["Beginners"] */
  targetAudience: string[];

  /** @example ["programming"] */
  skills: string[];

  /** Courses to complete before */
  prerequisites: PrerequisiteDto[];

  /** @example "https://videos.example.com/trailer.mp4" */
  @ApiProperty({ type: String, nullable: true })
  previewVideo: string | null;

  /** @example "https://images.example.com/javascript-wide.png" */
  @ApiProperty({ type: String, nullable: true })
  image: string | null;

  /** @example "https://images.example.com/javascript.svg" */
  @ApiProperty({ type: String, nullable: true })
  icon: string | null;

  /** Lessons by type */
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    example: { video: 30, document: 8, quiz: 4 },
  })
  lessonCounts: Record<LessonType, number>;

  /** Whether a certificate awaits whoever completes it */
  certificateEligible: boolean;

  /** For how many days access lasts; null for ever */
  @ApiProperty({ type: Number, nullable: true, example: null })
  accessDays: number | null;

  /** @example 20480 */
  viewCount: number;

  /** @example 310 */
  favoriteCount: number;

  seo: CourseSeoDto;

  sections: OutlineSectionDto[];

  static ofView({ course, sections, prerequisites, labels }: CourseView): CoursePageDto {
    const phase = course.phaseId === null ? undefined : labels.shelves.find(course.phaseId);
    return {
      ...CourseCardDto.of(course, labels),
      fullDescription: course.fullDescription,
      subcategory: course.subcategory,
      phase: phase ? { slug: phase.slug, title: phase.title } : null,
      duration: course.duration,
      requirements: [...course.requirements],
      whatYouWillLearn: [...course.whatYouWillLearn],
      targetAudience: [...course.targetAudience],
      skills: [...course.skills],
      prerequisites: prerequisites.map(({ id, title, slug }) => ({ id, title, slug })),
      previewVideo: course.previewVideo,
      image: course.image,
      icon: course.icon,
      lessonCounts: course.lessonCounts,
      certificateEligible: course.settings.certificateEligible,
      accessDays: course.accessDays,
      viewCount: course.viewCount,
      favoriteCount: course.favoriteCount,
      seo: { ...course.seo, keywords: [...course.seo.keywords] },
      sections: sections.map((section) => ({ ...section, lessons: [...section.lessons] })),
    };
  }
}
