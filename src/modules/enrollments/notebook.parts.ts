import { BookmarksController } from './api/bookmarks.controller.js';
import { DownloadsController } from './api/downloads.controller.js';
import { LessonStudyController } from './api/lesson-study.controller.js';
import { NotesController } from './api/notes.controller.js';
import { DownloadMaterial } from './application/details/download-material.js';
import { GiveFeedback } from './application/details/give-feedback.js';
import { ReadLessonStudy } from './application/details/read-lesson-study.js';
import { KeepBookmarks } from './application/notebook/keep-bookmarks.js';
import { KeepNotes } from './application/notebook/keep-notes.js';
import { BookmarkRepository } from './persistence/bookmark.repository.js';
import { BOOKMARK_MODEL, bookmarkSchema } from './persistence/bookmark.schema.js';
import { EngagementRepository } from './persistence/engagement.repository.js';
import { LessonStudyRepository } from './persistence/lesson-study.repository.js';
import { NoteRepository } from './persistence/note.repository.js';
import { NOTE_MODEL, noteSchema } from './persistence/note.schema.js';

/** What learners keep of their own beside their progress: notes, bookmarks, downloads, opinions. */

export const NOTEBOOK_MODELS = [
  { name: NOTE_MODEL, schema: noteSchema },
  { name: BOOKMARK_MODEL, schema: bookmarkSchema },
];

export const NOTEBOOK_CONTROLLERS = [
  NotesController,
  BookmarksController,
  LessonStudyController,
  DownloadsController,
];

export const NOTEBOOK_PROVIDERS = [
  NoteRepository,
  BookmarkRepository,
  EngagementRepository,
  LessonStudyRepository,
  KeepNotes,
  KeepBookmarks,
  ReadLessonStudy,
  GiveFeedback,
  DownloadMaterial,
];
