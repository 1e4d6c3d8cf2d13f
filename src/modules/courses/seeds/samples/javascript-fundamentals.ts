import type { SampleCourse } from '../sample-course.js';
import { reading, video } from './lessons.js';

const VALUES = `# Values

Everything in JavaScript is a value: \`42\`, \`'text'\`, \`true\`, \`null\`, \`undefined\`, objects and functions.

- \`typeof value\` says what something is, with one famous mistake: \`typeof null\` is \`'object'\`.
- \`===\` compares without converting; there is hardly a reason for \`==\`.
`;

/** The course of the documents (000-56). */
export const JAVASCRIPT_FUNDAMENTALS: SampleCourse = {
  title: 'JavaScript Fundamentals',
  description: 'Variables, functions and the browser: everything to write your first program.',
  fullDescription:
    '<p>From an empty file to a page that answers. Every lesson ends with something that works.</p>' +
    '<p>No experience is needed; a browser and a text editor are.</p>',
  category: 'programming',
  phase: 'foundations',
  order: 1,
  subcategory: 'Web',
  level: 'beginner',
  tags: ['javascript', 'web'],
  price: 9999,
  duration: { weeks: 6, hours: 12, description: 'Two hours a week' },
  requirements: ['A computer with a browser'],
  whatYouWillLearn: ['Read and write simple programs', 'Change a page as somebody uses it'],
  targetAudience: ['Everybody who has never programmed'],
  skills: ['JavaScript'],
  thumbnail: 'https://images.example.com/javascript-fundamentals.jpg',
  previewVideo: 'https://videos.example.com/javascript-fundamentals-trailer.mp4',
  instructorEmail: 'jane.smith@example.com',
  status: 'published',
  sections: [
    {
      title: 'First programs',
      description: 'From an empty file to something that runs.',
      lessons: [
        video('What a program is', 8, { isFree: true }),
        video('Variables', 14),
        reading('Values and their types', 10, VALUES, { isFree: true }),
        {
          title: 'Your first function',
          type: 'code',
          durationSeconds: 900,
          content: {
            code: {
              instructions: '<p>Write a function <code>sum</code> that adds two numbers.</p>',
              language: 'javascript',
              starterCode: 'function sum(a, b) {\n}\n',
              solution: 'function sum(a, b) {\n  return a + b;\n}\n',
            },
          },
          completionCriteria: { type: 'manual' },
        },
      ],
    },
    {
      title: 'In the browser',
      description: 'Pages that answer.',
      lessons: [
        video('The document', 16),
        video('Events', 18),
        {
          title: 'A counter',
          type: 'lab',
          durationSeconds: 1800,
          content: {
            lab: {
              instructions: '<p>Build a button that counts how often it is pressed.</p>',
              environment: 'browser',
              solution: "button.addEventListener('click', () => (output.textContent = ++count));",
              hints: ['Where does the number live between two clicks?'],
            },
          },
          completionCriteria: { type: 'manual' },
        },
        video('Where to go from here', 6, { isRequired: false }),
      ],
    },
  ],
};
