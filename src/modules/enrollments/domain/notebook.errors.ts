import type { ErrorType } from '../../../common/errors/index.js';
import { MAX_BOOKMARKS, MAX_NOTES } from './notebook.js';

export const NotebookErrors = {
  noteNotFound: {
    code: 'note-not-found',
    kind: 'not-found',
    title: 'Note not found',
    detail: 'This enrollment has no such note.',
  },
  tooManyNotes: {
    code: 'too-many-notes',
    kind: 'conflict',
    title: 'Too many notes',
    detail: `An enrollment holds ${MAX_NOTES} notes. Remove one first.`,
  },
  bookmarkNotFound: {
    code: 'bookmark-not-found',
    kind: 'not-found',
    title: 'Bookmark not found',
    detail: 'This enrollment has no such bookmark.',
  },
  tooManyBookmarks: {
    code: 'too-many-bookmarks',
    kind: 'conflict',
    title: 'Too many bookmarks',
    detail: `An enrollment holds ${MAX_BOOKMARKS} bookmarks. Remove one first.`,
  },
} as const satisfies Record<string, ErrorType>;
