import type { ErrorType } from '../../../common/errors/index.js';

export const AuthErrors = {
  invalidCredentials: {
    code: 'invalid-credentials',
    kind: 'unauthenticated',
    title: 'Wrong sign-in',
    detail: 'E-mail address or user name and password do not fit together.',
  },
} as const satisfies Record<string, ErrorType>;
