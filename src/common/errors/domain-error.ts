/** What went wrong, in terms of the product. The HTTP edge alone knows which status each one becomes. */
export type ErrorKind =
  | 'malformed'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'not-acceptable'
  | 'conflict'
  | 'gone'
  | 'too-large'
  | 'unsupported-media-type'
  | 'unprocessable'
  | 'too-many'
  | 'internal'
  | 'unavailable';

/** An entry of a module's catalogue of errors. */
export interface ErrorType {
  /** What clients switch on; kebab-case, stable for ever. */
  readonly code: string;
  readonly kind: ErrorKind;
  /** A short name, the same for every occurrence. */
  readonly title: string;
  /** A sentence that says what to do; an occurrence may bring a better one. */
  readonly detail: string;
}

/** One field that was refused. `pointer` is a JSON Pointer (RFC 6901) into the body, `parameter` a query or path name. */
export interface FieldError {
  readonly pointer?: string;
  readonly parameter?: string;
  readonly code: string;
  readonly detail: string;
}

export interface Occurrence {
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  /** When trying again makes sense. */
  readonly retryAfterSeconds?: number;
  /** Members of the problem document that this error alone has (RFC 9457, 3.2); `ProblemDto` describes each. */
  readonly extensions?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** The one exception that features throw. */
export class DomainError extends Error {
  readonly detail: string;
  readonly errors?: readonly FieldError[];
  readonly retryAfterSeconds?: number;
  readonly extensions?: Readonly<Record<string, string>>;

  constructor(
    readonly type: ErrorType,
    occurrence: Occurrence = {},
  ) {
    super(`${type.code}: ${occurrence.detail ?? type.detail}`, { cause: occurrence.cause });
    this.name = 'DomainError';
    this.detail = occurrence.detail ?? type.detail;
    this.errors = occurrence.errors;
    this.retryAfterSeconds = occurrence.retryAfterSeconds;
    this.extensions = occurrence.extensions;
  }

  /** Whether an error is this one of the catalogue. */
  static is(error: unknown, type: ErrorType): error is DomainError {
    return error instanceof DomainError && error.type.code === type.code;
  }
}
