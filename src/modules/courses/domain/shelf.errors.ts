import type { ErrorType } from '../../../common/errors/index.js';

/** What can go wrong with categories and phases. */
export const ShelfErrors = {
  categoryNotFound: {
    code: 'category-not-found',
    kind: 'not-found',
    title: 'Category not found',
    detail: 'There is no such category.',
  },
  categoryTaken: {
    code: 'category-taken',
    kind: 'conflict',
    title: 'Category exists',
    detail: 'There is a category with this name, or one that reads the same in an address.',
  },
  categoryInUse: {
    code: 'category-in-use',
    kind: 'conflict',
    title: 'Category in use',
    detail: 'Courses are in this category. Name another one in `reassignTo` to move them there.',
  },
  phaseNotFound: {
    code: 'phase-not-found',
    kind: 'not-found',
    title: 'Phase not found',
    detail: 'There is no such phase.',
  },
  phaseTaken: {
    code: 'phase-taken',
    kind: 'conflict',
    title: 'Phase exists',
    detail: 'There is a phase with this title, or one that reads the same in an address.',
  },
  phaseInUse: {
    code: 'phase-in-use',
    kind: 'conflict',
    title: 'Phase in use',
    detail: 'Courses belong to this phase, or another phase builds on it.',
  },
} as const satisfies Record<string, ErrorType>;
