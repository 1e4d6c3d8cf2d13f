export { IdPipe } from './id.pipe.js';
export { RequestValidationPipe } from './request-validation.pipe.js';
