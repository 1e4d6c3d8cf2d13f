import type { NewLesson } from '../../domain/lesson-values.js';

const slug = (title: string) => title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

/** A recorded lesson. */
export const video = (title: string, minutes: number, values: Partial<NewLesson> = {}): NewLesson => ({
  title,
  type: 'video',
  durationSeconds: minutes * 60,
  content: {
    video: {
      url: `https://videos.example.com/${slug(title)}.mp4`,
      videoId: null,
      thumbnailUrl: `https://images.example.com/${slug(title)}.jpg`,
      captions: [{ language: 'en', url: `https://videos.example.com/${slug(title)}.en.vtt` }],
    },
  },
  ...values,
});

/** Something to read. */
export const reading = (
  title: string,
  minutes: number,
  content: string,
  values: Partial<NewLesson> = {},
): NewLesson => ({
  title,
  type: 'document',
  durationSeconds: minutes * 60,
  content: { document: { url: null, content, format: 'markdown' } },
  completionCriteria: { type: 'manual' },
  ...values,
});
