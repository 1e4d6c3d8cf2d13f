export { networkOf } from './client-address.js';
export { RateLimitGuard } from './rate-limit.guard.js';
export { RateLimitModule } from './rate-limit.module.js';
export { RateLimiter } from './rate-limiter.js';
export { SharedCounter } from './shared-counter.js';
