import { handOut, type Handout, type MaterialView } from './handing-out.js';
import type { LessonContent } from './lesson-content.js';
import type { Lesson, LessonType } from './lesson.js';

/** What opening a lesson or the materials of a course brings somebody. */
export interface Opening {
  readonly materials: Handout;
  /** Whether solutions and hints have been earned. */
  readonly solutions: boolean;
}

/** A lesson as somebody who may open it gets it. */
export interface LessonView extends Omit<Lesson, 'materials'> {
  readonly materials: readonly MaterialView[];
  /**
   * Whether this learner may keep a copy of the lesson: what its player is to offer. Its content is needed to study it, so
   * it is there either way.
   */
  readonly mayDownload: boolean;
}

/** How content is told apart from what isn't earned yet; every part has to say (003-14). */
const UNSOLVED: { readonly [T in LessonType]: (content: LessonContent) => LessonContent } = {
  video: ({ video }) => ({ video }),
  document: ({ document }) => ({ document }),
  quiz: ({ quiz }) => ({ quiz }),
  assignment: ({ assignment }) => ({ assignment }),
  lab: ({ lab }) => ({ lab: lab && { ...lab, solution: null, hints: [] } }),
  game: ({ game }) => ({ game }),
  code: ({ code }) => ({ code: code && { ...code, solution: null } }),
};

export const viewOf = (lesson: Lesson, opening: Opening): LessonView => ({
  ...lesson,
  content: opening.solutions ? lesson.content : UNSOLVED[lesson.type](lesson.content),
  materials: handOut(lesson.materials, lesson, opening.materials),
  mayDownload: opening.materials !== 'titles' && lesson.settings.allowDownload,
});
