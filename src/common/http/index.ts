export { createAdapter } from './adapter.js';
export { addHooks, type RequestObserver } from './hooks.js';
export { ProblemFilter, type ErrorTranslator } from './problem.filter.js';
export { requestContext } from './request-context.js';
