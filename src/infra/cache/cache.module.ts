import { Global, Module, type NestModule } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { RateLimiter, RateLimitModule } from '../rate-limit/index.js';
import { CachePersonalData } from './cache-personal-data.js';
import { CacheService } from './cache.service.js';
import { CacheStatistics } from './cache-statistics.js';
import { answerHitsEarly } from './early-hits.js';
import { RemoteCache } from './remote-cache.js';
import { ServedAnswers } from './served-answers.js';

@Global()
@Module({
  imports: [RateLimitModule],
  providers: [CacheService, CachePersonalData, CacheStatistics, RemoteCache, ServedAnswers],
  exports: [CacheService, CacheStatistics, ServedAnswers],
})
export class CacheModule implements NestModule {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly cache: CacheService,
    private readonly limiter: RateLimiter,
    private readonly served: ServedAnswers,
  ) {}

  /** Where Nest lets a module get at the server before the routes are added; the worker, without a server, skips it. */
  configure(): void {
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    const { cache, limiter, served } = this;
    answerHitsEarly(server, { cache, limiter, served });
  }
}
