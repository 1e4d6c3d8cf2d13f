import type { DomainError, ErrorKind, FieldError } from './domain-error.js';

/** An error answer as RFC 9457 defines it, with the members that this API adds. */
export interface Problem {
  /** A URN made of the code; stable for ever. */
  type: string;
  title: string;
  status: number;
  detail: string;
  /** The path that was asked for. */
  instance: string;
  code: string;
  requestId: string;
  errors?: readonly FieldError[];
}

export const PROBLEM_MEDIA_TYPE = 'application/problem+json; charset=utf-8';

const STATUS: Record<ErrorKind, number> = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  'not-acceptable': 406,
  conflict: 409,
  gone: 410,
  'too-large': 413,
  'unsupported-media-type': 415,
  unprocessable: 422,
  'too-many': 429,
  internal: 500,
  unavailable: 503,
};

/** The HTTP status of a kind of error: the only place that knows. */
export const statusOf = (kind: ErrorKind): number => STATUS[kind];

/** The name of an error in RFC 9457's terms; the OpenAPI document describes each. */
export const typeOf = (code: string): string => `urn:lyceum:problem:${code}`;

export function problemOf(error: DomainError, path: string, requestId: string): Problem {
  const status = statusOf(error.type.kind);
  return {
    ...error.extensions,
    type: typeOf(error.type.code),
    title: error.type.title,
    status,
    detail: error.detail,
    instance: path,
    code: error.type.code,
    requestId,
    ...(error.errors && { errors: error.errors }),
  };
}
