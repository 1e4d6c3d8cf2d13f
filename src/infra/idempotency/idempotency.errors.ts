import type { ErrorType } from '../../common/errors/index.js';

export const IdempotencyErrors = {
  keyRequired: {
    code: 'idempotency-key-required',
    kind: 'malformed',
    title: 'Idempotency-Key required',
    detail:
      'Send an `Idempotency-Key` header: a new random value for a new wish, the same value when you repeat it.',
  },
  keyMalformed: {
    code: 'idempotency-key-malformed',
    kind: 'malformed',
    title: 'Malformed Idempotency-Key',
    detail: 'An `Idempotency-Key` has 1 to 255 characters.',
  },
  inProgress: {
    code: 'idempotency-in-progress',
    kind: 'conflict',
    title: 'Request in progress',
    detail: 'A request with this `Idempotency-Key` is being worked on. Repeat it shortly to get its answer.',
  },
  keyReused: {
    code: 'idempotency-key-reused',
    kind: 'unprocessable',
    title: 'Idempotency-Key reused',
    detail: 'This `Idempotency-Key` was sent with another request before. Use a new one for a new request.',
  },
} as const satisfies Record<string, ErrorType>;
