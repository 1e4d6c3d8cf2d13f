export { createAdapter } from './adapter.js';
export { addHooks } from './hooks.js';
export { ProblemFilter } from './problem.filter.js';
export { SignedBody } from './signed-body.js';
