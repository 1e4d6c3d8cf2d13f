import type { SampleCourse } from '../sample-course.js';
import { video } from './lessons.js';

/** Courses that the public doesn't see: one that is being made, and one that waits for a moderator. */
export const UNPUBLISHED: readonly SampleCourse[] = [
  {
    title: 'The Browser in Depth',
    description: 'How a page becomes pixels, and why it sometimes takes so long.',
    category: 'programming',
    level: 'advanced',
    tags: ['web', 'performance'],
    price: 14_900,
    instructorEmail: 'jane.smith@example.com',
    status: 'draft',
    sections: [{ title: 'Parsing', lessons: [{ title: 'From bytes to a tree', type: 'video' }] }],
  },
  {
    title: 'Asynchronous JavaScript',
    description: 'Promises, streams and workers: programs that wait for several things at once.',
    category: 'programming',
    level: 'intermediate',
    tags: ['javascript'],
    price: 5900,
    instructorEmail: 'jane.smith@example.com',
    status: 'under-review',
    sections: [
      {
        title: 'Promises',
        lessons: [video('Now and later', 9, { isFree: true }), video('Chains and failures', 17)],
      },
    ],
  },
];
