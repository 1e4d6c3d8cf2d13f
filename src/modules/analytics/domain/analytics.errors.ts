import type { ErrorType } from '../../../common/errors/index.js';

export const AnalyticsErrors = {
  unusablePeriod: {
    code: 'unusable-period',
    kind: 'malformed',
    title: 'Unusable period',
    detail: '`from` must not be after `to`, and a period has at most 366 days.',
  },
} as const satisfies Record<string, ErrorType>;
