import { Global, Module } from '@nestjs/common';
import { CountersPersonalData } from './counters-personal-data.js';
import { LocalCounter } from './local-counter.js';
import { RateLimiter } from './rate-limiter.js';
import { SharedCounter } from './shared-counter.js';

/** The application registers `RateLimitGuard` as a global guard, behind the access guard. */
@Global()
@Module({
  providers: [LocalCounter, SharedCounter, RateLimiter, CountersPersonalData],
  exports: [RateLimiter, SharedCounter],
})
export class RateLimitModule {}
