import { Schema } from 'mongoose';
import { FEEDBACK_LENGTH, type LessonFeedback } from '../domain/lesson-feedback.js';
import type { Activity, GameDetails, LabDetails, StudyDetails } from '../domain/study-details.js';

const TOTAL = { type: Number, required: true, min: 0, default: 0 } as const;

const activitySchema = new Schema<Activity>(
  { views: TOTAL, pauses: TOTAL, seeks: TOTAL, replays: TOTAL },
  { _id: false },
);

const labSchema = new Schema<LabDetails>(
  {
    attempts: TOTAL,
    completed: { type: Boolean, required: true, default: false },
    score: { type: Number, min: 0, max: 100, default: null },
    hintsUsed: TOTAL,
  },
  { _id: false },
);

const gameSchema = new Schema<GameDetails>(
  { attempts: TOTAL, level: TOTAL, score: TOTAL, bestScore: TOTAL },
  { _id: false },
);

export const studyDetailsSchema = new Schema<StudyDetails>(
  {
    activity: { type: activitySchema, required: true, default: () => ({}) },
    playbackSpeed: { type: Number, min: 0.25, max: 4, default: null },
    quality: { type: String, maxlength: 10, default: null },
    pagesRead: { type: [Number], default: [] },
    lab: { type: labSchema, default: null },
    game: { type: gameSchema, default: null },
  },
  { _id: false },
);

export const feedbackSchema = new Schema<LessonFeedback>(
  {
    difficultyRating: { type: Number, min: 1, max: 5, default: null },
    rating: { type: Number, min: 1, max: 5, default: null },
    comment: { type: String, maxlength: FEEDBACK_LENGTH, default: null },
    givenAt: { type: Date, required: true },
  },
  { _id: false },
);
