import type { ErrorType } from '../../../common/errors/index.js';

export const CatalogueErrors = {
  nothingToSearch: {
    code: 'nothing-to-search',
    kind: 'malformed',
    title: 'Nothing to search',
    detail: 'Only what is searched for with `q` can be sorted by relevance.',
  },
} as const satisfies Record<string, ErrorType>;
