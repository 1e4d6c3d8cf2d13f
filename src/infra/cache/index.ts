export { CacheModule } from './cache.module.js';
export { CacheService, type CachePolicy } from './cache.service.js';
export { CacheStatistics } from './cache-statistics.js';
export { Cached } from './cached.decorator.js';
export type { CachedOptions } from './cached-options.js';
export { Invalidates } from './invalidates.decorator.js';
export { JsonText } from './json-text.js';
export { ServedAnswers } from './served-answers.js';
