import type { Level } from '../../domain/course.js';
import type { SampleCourse, SampleSection } from '../sample-course.js';
import { reading, video } from './lessons.js';

const SUBJECTS: readonly (readonly [category: string, subject: string])[] = [
  ['programming', 'TypeScript'],
  ['programming', 'Databases'],
  ['design', 'Typography'],
  ['business', 'Negotiation'],
  ['marketing', 'Newsletters'],
  ['data-science', 'Statistics'],
  ['other', 'Chess'],
];

const LEVELS: readonly (readonly [level: Level, prefix: string, price: number, phase: string])[] = [
  ['beginner', 'First Steps in', 0, 'foundations'],
  ['intermediate', 'Practical', 4900, 'practice'],
  ['advanced', 'Advanced', 9900, 'practice'],
  ['expert', 'Mastering', 19_900, 'mastery'],
];

const sectionsOn = (subject: string): SampleSection[] => [
  {
    title: 'Before you begin',
    lessons: [
      video(`${subject}: what it is about`, 5, { isFree: true }),
      reading(`${subject}: words to know`, 10, `# ${subject}\n\nThe words that everybody uses.`),
    ],
  },
  {
    title: 'At work',
    lessons: [
      video(`${subject} by example`, 20),
      video(`${subject}: common mistakes`, 15),
      reading(`${subject}: exercises`, 30, '# Exercises\n\nOne for each lesson.', { isRequired: false }),
    ],
  },
];

/** A catalogue to browse: each subject at each level. */
export const SAMPLE_CATALOGUE: readonly SampleCourse[] = SUBJECTS.flatMap(([category, subject]) =>
  LEVELS.map(([level, prefix, price, phase], index): SampleCourse => ({
    title: `${prefix} ${subject}`,
    description: `${subject} for ${level}s, with exercises for every lesson.`,
    category,
    phase,
    order: index + 1,
    level,
    tags: [subject.toLowerCase()],
    price,
    whatYouWillLearn: [`What ${level}s should know of ${subject}`],
    instructorEmail: 'jane.smith@example.com',
    status: 'published',
    sections: sectionsOn(subject),
  })),
);
