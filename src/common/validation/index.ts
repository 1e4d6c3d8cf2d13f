export { IdPipe } from './id.pipe.js';
export { plainText } from './plain-text.js';
export { RequestValidationPipe } from './request-validation.pipe.js';
export { richText } from './rich-text.js';
export { PlainText, RichText } from './text.decorators.js';
