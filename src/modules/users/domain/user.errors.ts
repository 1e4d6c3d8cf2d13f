import type { ErrorType } from '../../../common/errors/index.js';

export const UserErrors = {
  emailTaken: {
    code: 'email-taken',
    kind: 'conflict',
    title: 'E-mail address taken',
    detail: 'There is an account with this e-mail address already.',
  },
} as const satisfies Record<string, ErrorType>;
