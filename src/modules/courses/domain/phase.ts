import type { Level } from './level.js';

/** A stage of learning that courses belong to (003-09). */
export interface Phase {
  readonly id: string;
  readonly title: string;
  readonly slug: string;
  readonly description: string;
  readonly shortDescription: string;
  /** Its place among the phases, from 1. */
  readonly order: number;
  readonly difficulty: Level;
  readonly estimatedHours: number;
  readonly tags: readonly string[];
  readonly objectives: readonly string[];
  /** The phases to finish before it; never in a circle (T16). */
  readonly prerequisites: readonly string[];
  readonly image: string | null;
  readonly icon: string | null;
  readonly color: string;
  readonly isActive: boolean;
}

/** What the published courses of a phase add up to. */
export interface PhaseTotals {
  readonly totalCourses: number;
  readonly totalLessons: number;
  readonly totalDurationSeconds: number;
}

export const DEFAULT_PHASE_COLOR = '#00ff41';

/** What a phase begins with; what is left out has a default. */
export type NewPhase = Pick<Phase, 'title' | 'slug' | 'description' | 'order' | 'difficulty'> &
  Partial<Omit<Phase, 'id'>>;
