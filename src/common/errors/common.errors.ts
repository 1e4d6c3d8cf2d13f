import type { ErrorType } from './domain-error.js';

/** Errors that any route can answer. Features add catalogues of their own beside their domain. */
export const CommonErrors = {
  malformedRequest: {
    code: 'malformed-request',
    kind: 'malformed',
    title: 'Malformed request',
    detail: 'The request could not be read. Send valid JSON in UTF-8.',
  },
  validationFailed: {
    code: 'validation-failed',
    kind: 'malformed',
    title: 'Validation failed',
    detail: 'Some values were refused. See `errors` for each of them.',
  },
  noToken: {
    code: 'no-token',
    kind: 'unauthenticated',
    title: 'Not signed in',
    detail: 'No token. Send an access token as `Authorization: Bearer <token>`.',
  },
  invalidToken: {
    code: 'invalid-token',
    kind: 'unauthenticated',
    title: 'Not signed in',
    detail: 'Invalid token. Sign in again.',
  },
  tokenInvalidated: {
    code: 'token-invalidated',
    kind: 'unauthenticated',
    title: 'Signed out',
    detail: 'Token is invalidated. Sign in again.',
  },
  insufficientPermissions: {
    code: 'insufficient-permissions',
    kind: 'forbidden',
    title: 'Forbidden',
    detail: 'Insufficient permissions',
  },
  reauthenticationRequired: {
    code: 'reauthentication-required',
    kind: 'forbidden',
    title: 'Prove who you are',
    detail:
      'This needs a recent proof that it is you. Send it to auth/reauthenticate, or sign in again, and repeat the request.',
  },
  notFound: {
    code: 'not-found',
    kind: 'not-found',
    title: 'Not found',
    detail: 'There is nothing here, or you may not see it.',
  },
  notAcceptable: {
    code: 'not-acceptable',
    kind: 'not-acceptable',
    title: 'Not acceptable',
    detail: 'None of the media types in `Accept` can be answered here.',
  },
  noRoute: {
    code: 'no-route',
    kind: 'not-found',
    title: 'Not found',
    detail: 'No route answers this method and path. See /docs.',
  },
  conflict: {
    code: 'conflict',
    kind: 'conflict',
    title: 'Conflict',
    detail: 'The change collides with another. Read the current state and try again.',
  },
  alreadyExists: {
    code: 'already-exists',
    kind: 'conflict',
    title: 'Already exists',
    detail: 'Something with these values exists already.',
  },
  bodyTooLarge: {
    code: 'body-too-large',
    kind: 'too-large',
    title: 'Body too large',
    detail: 'The request body is larger than this server reads.',
  },
  unsupportedMediaType: {
    code: 'unsupported-media-type',
    kind: 'unsupported-media-type',
    title: 'Unsupported media type',
    detail: 'Send the body as `application/json`.',
  },
  tooManyRequests: {
    code: 'too-many-requests',
    kind: 'too-many',
    title: 'Too many requests',
    detail: 'Slow down and try again after the time in `Retry-After`.',
  },
  internal: {
    code: 'internal',
    kind: 'internal',
    title: 'Internal error',
    detail: 'Something went wrong on our side. Quote `requestId` when you report it.',
  },
  unavailable: {
    code: 'service-unavailable',
    kind: 'unavailable',
    title: 'Service unavailable',
    detail: 'The service cannot answer right now. Try again shortly.',
  },
} as const satisfies Record<string, ErrorType>;
