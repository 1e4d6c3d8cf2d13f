import type { ErrorType } from '../../../common/errors/index.js';

export const StudyDetailsErrors = {
  notBegun: {
    code: 'lesson-not-begun',
    kind: 'conflict',
    title: 'Lesson not begun',
    detail: 'Study the lesson first; feedback is for those who have.',
  },
  materialNotFound: {
    code: 'material-not-found',
    kind: 'not-found',
    title: 'Material not found',
    detail: 'The course of this enrollment has no such material.',
  },
  notDownloadable: {
    code: 'material-not-downloadable',
    kind: 'conflict',
    title: 'Material not downloadable',
    detail:
      'This material is not handed out: either it is not downloadable, or what it accompanies does not allow downloads.',
  },
  downloadsNotIncluded: {
    code: 'downloads-not-included',
    kind: 'forbidden',
    title: 'Downloads not included',
    detail: 'This enrollment opens the course without downloads.',
  },
} as const satisfies Record<string, ErrorType>;
