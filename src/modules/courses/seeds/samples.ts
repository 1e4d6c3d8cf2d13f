import type { Level } from '../domain/course.js';

export interface SampleCourse {
  readonly title: string;
  readonly description: string;
  /** A category's slug. */
  readonly category: string;
  readonly level: Level;
  readonly tags: readonly string[];
  /** US cents. */
  readonly price: number;
  readonly instructorEmail: string;
}

/** The course of the documents (000-56). */
export const SAMPLE_COURSES: readonly SampleCourse[] = [
  {
    title: 'JavaScript Fundamentals',
    description: 'Variables, functions and the browser: everything to write your first program.',
    category: 'programming',
    level: 'beginner',
    tags: ['javascript', 'web'],
    price: 9999,
    instructorEmail: 'jane.smith@example.com',
  },
];

const SUBJECTS: readonly (readonly [category: string, subject: string])[] = [
  ['programming', 'TypeScript'],
  ['programming', 'Databases'],
  ['design', 'Typography'],
  ['business', 'Negotiation'],
  ['marketing', 'Newsletters'],
  ['data-science', 'Statistics'],
  ['other', 'Chess'],
];

const LEVELS: readonly (readonly [level: Level, prefix: string, price: number])[] = [
  ['beginner', 'First Steps in', 0],
  ['intermediate', 'Practical', 4900],
  ['advanced', 'Advanced', 9900],
  ['expert', 'Mastering', 19_900],
];

/** A catalogue to browse: each subject at each level. */
export const SAMPLE_CATALOGUE: readonly SampleCourse[] = SUBJECTS.flatMap(([category, subject]) =>
  LEVELS.map(([level, prefix, price]) => ({
    title: `${prefix} ${subject}`,
    description: `${subject} for ${level}s, with exercises for every lesson.`,
    category,
    level,
    tags: [subject.toLowerCase()],
    price,
    instructorEmail: 'jane.smith@example.com',
  })),
);
