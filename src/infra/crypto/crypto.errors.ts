import { DomainError, type ErrorType } from '../../common/errors/index.js';
import { TamperedValueError } from './field-cipher.js';

export const CryptoErrors = {
  damagedValue: {
    code: 'damaged-value',
    kind: 'conflict',
    title: 'Damaged value',
    detail:
      'Something that is stored encrypted was changed from outside and is not shown. Enter it anew where you can, or contact support with `requestId`; trying again does not help.',
  },
} as const satisfies Record<string, ErrorType>;

/** What a refused value means for whoever asked: nothing that waiting mends, and no failure of the server. */
export const translateCryptoError = (error: unknown): DomainError | undefined =>
  error instanceof TamperedValueError
    ? new DomainError(CryptoErrors.damagedValue, { cause: error })
    : undefined;
