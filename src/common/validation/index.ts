export { IsNested, IsOmittable, IsQueryFlag, IsQueryTime, IsRequired } from './field.decorators.js';
export { IdPipe } from './id.pipe.js';
export { plainText } from './plain-text.js';
export { RequestValidationPipe } from './request-validation.pipe.js';
export { PlainText, RichText } from './text.decorators.js';
