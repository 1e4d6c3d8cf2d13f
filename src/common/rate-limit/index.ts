export {
  LocalRateLimit,
  NoRateLimit,
  RATE_LIMIT,
  SignInRateLimit,
  type RateLimitRule,
} from './rate-limit.decorators.js';
