/** One value that was refused. */
export class FieldErrorDto {
  /**
   * A JSON Pointer (RFC 6901) to the field of the body
   * @example "/email"
   */
  pointer?: string;

  /**
   * The query or path parameter
   * @example "limit"
   */
  parameter?: string;

  /**
   * What was wrong, for programs
   * @example "is-email"
   */
  code: string;

  /**
   * What was wrong, for people
   * @example "must be an email"
   */
  detail: string;
}

/** An error, as RFC 9457 defines it. */
export class ProblemDto {
  /**
   * The error's name as a URN
   * @example "urn:lyceum:problem:validation-failed"
   */
  type: string;

  /**
   * The same for every occurrence
   * @example "Validation failed"
   */
  title: string;

  /**
   * The HTTP status
   * @example 400
   */
  status: number;

  /**
   * What happened and what to do about it
   * @example "Some values were refused. See `errors` for each of them."
   */
  detail: string;

  /**
   * The path that was asked for
   * @example "/api/v1/courses/javascript-fundamentals"
   */
  instance: string;

  /**
   * What programs switch on
   * @example "validation-failed"
   */
  code: string;

  /**
   * Quote it when you report a problem
   * @example "0b5f0c1e-8f0e-4d0b-9d5c-0f6f1f0c8a51"
   */
  requestId: string;

  /**
   * The fields that were refused, if the error is about fields
   * @example [{ "pointer": "/email", "code": "is-email", "detail": "must be an email" }]
   */
  errors?: FieldErrorDto[];

  /**
   * Of `second-factor-required` and `invalid-second-factor`: what the sign-in goes on with
   * @example "5vFdXbC7mIuQ1nPzT0yKqL3sWf8hEoJpGaRx4MvYkZc"
   */
  challenge?: string;
}
