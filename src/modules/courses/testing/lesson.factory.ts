import { Factory } from 'fishery';
import { Types } from 'mongoose';
import { DEFAULT_COMPLETION, DEFAULT_LESSON_SETTINGS } from '../domain/lesson.js';
import type { LessonDocument } from '../persistence/lesson.schema.js';

/** Documents of the `lessons` collection: required videos of ten minutes, to be paid for, unless said otherwise. */
export const lessonFactory = Factory.define<LessonDocument>(({ sequence }) => ({
  _id: new Types.ObjectId(),
  course: new Types.ObjectId(),
  section: new Types.ObjectId(),
  title: `Lesson ${sequence}`,
  description: '',
  type: 'video',
  order: sequence,
  durationSeconds: 600,
  content: {
    video: {
      url: `https://videos.example.com/${sequence}.mp4`,
      videoId: null,
      thumbnailUrl: null,
      captions: [],
    },
  },
  materials: [],
  isRequired: true,
  isActive: true,
  isFree: false,
  completionCriteria: DEFAULT_COMPLETION,
  settings: DEFAULT_LESSON_SETTINGS,
  tags: [],
  difficulty: 'beginner',
  metadata: { fileSizeBytes: null, resolution: null, language: null, lastUpdated: null },
  isDeleted: false,
  updatedAt: new Date('2026-01-01T00:00:00Z'),
}));
