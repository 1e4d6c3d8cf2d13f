import type { ErrorType } from '../../../common/errors/index.js';

export const UserErrors = {
  emailTaken: {
    code: 'email-taken',
    kind: 'conflict',
    title: 'E-mail address taken',
    detail: 'There is an account with this e-mail address already.',
  },
  usernameTaken: {
    code: 'username-taken',
    kind: 'conflict',
    title: 'User name taken',
    detail: 'Somebody else has this user name. Choose another.',
  },
} as const satisfies Record<string, ErrorType>;
