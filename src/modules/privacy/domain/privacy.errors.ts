import type { ErrorType } from '../../../common/errors/index.js';

export const PrivacyErrors = {
  exportNotReady: {
    code: 'export-not-ready',
    kind: 'conflict',
    title: 'Not ready',
    detail: 'This export is still being made, or could not be made. Its `status` says which.',
  },
  exportExpired: {
    code: 'export-expired',
    kind: 'gone',
    title: 'Expired',
    detail: 'The file of this export is removed. Ask for a new one.',
  },
  tooManyExports: {
    code: 'too-many-exports',
    kind: 'too-many',
    title: 'Too many exports',
    detail: 'You have had as many exports made as is possible in a day. Try again tomorrow.',
  },
  noErasure: {
    code: 'no-erasure',
    kind: 'conflict',
    title: 'Nothing to cancel',
    detail: 'The erasure of this account is not scheduled, or has begun.',
  },
} as const satisfies Record<string, ErrorType>;
