export { CommonErrors } from './common.errors.js';
export { DomainError, type ErrorKind, type ErrorType, type FieldError } from './domain-error.js';
