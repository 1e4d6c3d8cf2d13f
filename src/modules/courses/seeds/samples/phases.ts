import type { NewPhase } from '../../domain/phase.js';

/** A phase to try the product out with; those before it are named by their slugs. */
export interface SamplePhase extends Omit<NewPhase, 'prerequisites'> {
  readonly after: readonly string[];
}

export const SAMPLE_PHASES: readonly SamplePhase[] = [
  {
    title: 'Foundations',
    slug: 'foundations',
    description: 'What everybody needs before anything else.',
    shortDescription: 'The beginning',
    order: 1,
    difficulty: 'beginner',
    estimatedHours: 40,
    objectives: ['Know the words of a subject', 'Finish a first small work'],
    after: [],
  },
  {
    title: 'Practice',
    slug: 'practice',
    description: 'Doing it again and again, with somebody who looks at it.',
    shortDescription: 'Doing it',
    order: 2,
    difficulty: 'intermediate',
    estimatedHours: 80,
    objectives: ['Work on one’s own'],
    after: ['foundations'],
  },
  {
    title: 'Mastery',
    slug: 'mastery',
    description: 'What only those learn who stay.',
    shortDescription: 'Knowing it',
    order: 3,
    difficulty: 'expert',
    estimatedHours: 160,
    objectives: ['Teach others'],
    after: ['practice'],
  },
];
