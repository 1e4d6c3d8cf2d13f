/** More than this of either kind nobody keeps in one enrollment (T14). */
export const MAX_NOTES = 1000;
export const MAX_BOOKMARKS = 1000;

export const NOTE_LENGTH = 5000;
export const LABEL_LENGTH = 200;

/** What a learner has written down in a lesson (000-37). Nobody else sees it. */
export interface Note {
  readonly id: string;
  readonly lessonId: string;
  /** Plain text, with line breaks. */
  readonly content: string;
  /** The moment of the video that it is about; null for the lesson as a whole. */
  readonly positionSeconds: number | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export type NoteValues = Pick<Note, 'lessonId' | 'content' | 'positionSeconds'>;

/** What is left out stays as it is. */
export type NoteChanges = Partial<Pick<Note, 'content' | 'positionSeconds'>>;

/** A place in a lesson; null where it has none of that kind. */
export interface Place {
  readonly lessonId: string;
  /** Whole seconds, so that the same place is the same bookmark. */
  readonly positionSeconds: number | null;
  readonly page: number | null;
}

/** A place that a learner wants to come back to (003-23): one bookmark a place. */
export interface Bookmark extends Place {
  readonly id: string;
  readonly label: string | null;
  readonly createdAt: Date;
}
