import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { cacheKeyOf } from './cache-key.js';
import { CacheService } from './cache.service.js';
import { CACHED, type CachedOptions } from './cached-options.js';
import { describe } from './cached-reply.js';
import { ServedAnswers } from './served-answers.js';

/** Answers `@Cached` routes, behind the guards, so that access is checked and limits are counted on hits too. */
@Injectable()
export class CacheInterceptor implements NestInterceptor {
  constructor(
    private readonly cache: CacheService,
    private readonly reflector: Reflector,
    private readonly served: ServedAnswers,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<Buffer> {
    return from(this.answer(context, next));
  }

  private async answer(context: ExecutionContext, next: CallHandler): Promise<Buffer> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const options = this.reflector.get<CachedOptions>(CACHED, context.getHandler());
    const tags = typeof options.tags === 'function' ? options.tags(request) : options.tags;
    const { body, etag, state } = await this.cache.remember(
      cacheKeyOf(request, options),
      { ttl: options.ttl, tags, lazy: options.lazy },
      () => lastValueFrom(next.handle(), { defaultValue: null }),
    );
    describe(http.getResponse<FastifyReply>(), options, etag, state);
    this.served.announce(options, request);
    return body;
  }
}
