/** Short enough that a demonstration can watch it. */
export const VIDEO_SECONDS = 6;

export const COURSE = {
  title: 'Water for beginners',
  description: 'Where water comes from, where it goes, and how to boil it.',
  level: 'beginner',
  language: 'en',
  tags: ['water', 'basics'],
  price: '49.00',
  currency: 'USD',
};

const manual = { type: 'manual' };

export const CURRICULUM = {
  sections: [
    {
      title: 'What water is',
      lessons: [
        {
          title: 'A glass of water',
          type: 'video',
          isFree: true,
          durationSeconds: VIDEO_SECONDS,
          content: { video: { url: 'https://videos.example.com/a-glass-of-water.mp4' } },
        },
        {
          title: 'The water cycle',
          type: 'document',
          completionCriteria: manual,
          content: { document: { format: 'pdf', url: 'https://files.example.com/the-water-cycle.pdf' } },
        },
      ],
    },
    {
      title: 'What to do with it',
      lessons: [
        {
          title: 'How to boil it',
          type: 'document',
          completionCriteria: manual,
          content: { document: { format: 'text', content: 'Fill the kettle. Switch it on. Wait.' } },
        },
      ],
    },
  ],
};
