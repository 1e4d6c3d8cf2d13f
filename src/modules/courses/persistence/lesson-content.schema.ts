import { Schema } from 'mongoose';
import {
  DOCUMENT_FORMATS,
  GAME_TYPES,
  type CodeContent,
  type DocumentContent,
  type GameContent,
  type LabContent,
  type LessonContent,
  type TaskContent,
  type VideoContent,
} from '../domain/lesson-content.js';

const part = { _id: false, id: false } as const;
const TEXT = 100_000;
const URL = 2000;

const videoSchema = new Schema<VideoContent>(
  {
    url: { type: String, maxlength: URL, default: null },
    videoId: { type: String, maxlength: 200, default: null },
    thumbnailUrl: { type: String, maxlength: URL, default: null },
    captions: {
      type: [
        new Schema(
          {
            language: { type: String, required: true, maxlength: 35 },
            url: { type: String, required: true, maxlength: URL },
          },
          part,
        ),
      ],
      default: [],
    },
  },
  part,
);

const documentSchema = new Schema<DocumentContent>(
  {
    url: { type: String, maxlength: URL, default: null },
    content: { type: String, maxlength: TEXT, default: null },
    format: { type: String, enum: DOCUMENT_FORMATS, required: true },
  },
  part,
);

const labSchema = new Schema<LabContent>(
  {
    instructions: { type: String, required: true, maxlength: TEXT },
    environment: { type: String, maxlength: URL, default: null },
    solution: { type: String, maxlength: TEXT, default: null },
    hints: { type: [{ type: String, maxlength: 1000 }], default: [] },
  },
  part,
);

const gameSchema = new Schema<GameContent>(
  {
    gameType: { type: String, enum: GAME_TYPES, required: true },
    data: { type: Schema.Types.Mixed, default: {} },
    instructions: { type: String, default: '', maxlength: TEXT },
    objectives: { type: [{ type: String, maxlength: 500 }], default: [] },
  },
  { ...part, minimize: false },
);

const codeSchema = new Schema<CodeContent>(
  {
    instructions: { type: String, required: true, maxlength: TEXT },
    language: { type: String, required: true, maxlength: 50 },
    starterCode: { type: String, default: '', maxlength: TEXT },
    solution: { type: String, maxlength: TEXT, default: null },
  },
  part,
);

const taskSchema = new Schema<TaskContent>(
  { instructions: { type: String, required: true, maxlength: TEXT } },
  part,
);

/** One path a type of lesson, of which one is set (003-14). */
export const lessonContentSchema = new Schema<LessonContent>(
  {
    video: videoSchema,
    document: documentSchema,
    lab: labSchema,
    game: gameSchema,
    code: codeSchema,
    quiz: taskSchema,
    assignment: taskSchema,
  },
  { ...part, minimize: false },
);
