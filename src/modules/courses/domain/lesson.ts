import type { LessonContent } from './lesson-content.js';
import type { Level } from './level.js';
import type { Material } from './material.js';

export const LESSON_TYPES = ['video', 'document', 'quiz', 'assignment', 'lab', 'game', 'code'] as const;
export type LessonType = (typeof LESSON_TYPES)[number];

export const COMPLETION_TYPES = ['time_based', 'interaction_based', 'manual'] as const;
export type CompletionType = (typeof COMPLETION_TYPES)[number];

/** What it takes to complete a lesson (003-16). */
export interface CompletionCriteria {
  readonly type: CompletionType;
  /** Of the lesson's duration, 0 to 100; counts for `time_based`. */
  readonly requiredPercentage: number;
  /** Counts for `interaction_based`. */
  readonly requiredInteractions: number;
}

export const DEFAULT_COMPLETION: CompletionCriteria = {
  type: 'time_based',
  requiredPercentage: 90,
  requiredInteractions: 0,
};

export interface LessonSettings {
  /** Whether the lesson may be left out when lessons have an order. */
  readonly allowSkip: boolean;
  readonly allowDownload: boolean;
  readonly allowSpeedControl: boolean;
}

export const DEFAULT_LESSON_SETTINGS: LessonSettings = {
  allowSkip: false,
  allowDownload: false,
  allowSpeedControl: true,
};

/** Facts about the file behind a lesson (003-17). */
export interface LessonMetadata {
  readonly fileSizeBytes: number | null;
  /** Such as `1920x1080`. */
  readonly resolution: string | null;
  readonly language: string | null;
  /** When the content, not the document, was last renewed. */
  readonly lastUpdated: Date | null;
}

/** The unit of learning (X6): a lesson, subsection or content of the documents. */
export interface Lesson {
  readonly id: string;
  readonly courseId: string;
  readonly sectionId: string;
  readonly title: string;
  readonly description: string;
  readonly type: LessonType;
  /** Its place in the section, from 1. */
  readonly order: number;
  readonly durationSeconds: number;
  readonly content: LessonContent;
  readonly materials: readonly Material[];
  /** Whether the course can't be completed without it. */
  readonly isRequired: boolean;
  /** Whether learners see it; one that was taken out of the curriculum keeps the progress made in it. */
  readonly isActive: boolean;
  /** Whether everybody may open it without enrolling. False unless said (X8). */
  readonly isFree: boolean;
  readonly completionCriteria: CompletionCriteria;
  readonly settings: LessonSettings;
  readonly tags: readonly string[];
  readonly difficulty: Level;
  readonly metadata: LessonMetadata;
  readonly updatedAt: Date;
}

/** What may be told of a lesson to those who can't open it, and what progress is computed from. */
export interface LessonOutline {
  readonly id: string;
  readonly courseId: string;
  readonly sectionId: string;
  readonly title: string;
  readonly type: LessonType;
  readonly isRequired: boolean;
  readonly isFree: boolean;
  /** Whether both it and its section are. */
  readonly isActive: boolean;
  readonly durationSeconds: number;
  readonly completionCriteria: CompletionCriteria;
  readonly allowSkip: boolean;
}
