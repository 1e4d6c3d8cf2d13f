import type { LessonContent } from './lesson-content.js';
import type { Lesson, LessonType } from './lesson.js';
import type { Material } from './material.js';

/** What opening a lesson or the materials of a course brings somebody. */
export interface Opening {
  /** Whether what is downloadable may be kept. */
  readonly downloads: boolean;
  /** Whether solutions and hints have been earned. */
  readonly solutions: boolean;
}

/** A material whose address is null for who may not have it. */
export type MaterialView = Omit<Material, 'url'> & { readonly url: string | null };

/** A lesson as somebody who may open it gets it. */
export interface LessonView extends Omit<Lesson, 'materials'> {
  readonly materials: readonly MaterialView[];
  /** Whether this learner may keep a copy of the lesson. */
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
  materials: materialsFor(lesson.materials, opening),
  mayDownload: opening.downloads && lesson.settings.allowDownload,
});

export const materialsFor = (materials: readonly Material[], { downloads }: Opening): MaterialView[] =>
  materials.map((material) => ({
    ...material,
    url: material.downloadable && !downloads ? null : material.url,
  }));
