import { applyDecorators, SetMetadata, UseInterceptors } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { LocalRateLimit } from '../../common/rate-limit/index.js';
import { CacheInterceptor } from './cache.interceptor.js';
import { CACHED, type CachedOptions } from './cached-options.js';

/**
 * Remembers the JSON that a GET route answers (001-20). Hits carry the bytes, `ETag` and `X-Cache: HIT`, and don't reach
 * the handler. Answers that are the same for everybody are counted against the rate limit in this process only; on routes
 * that are `@Public()` besides, they are given before Nest is entered, at two thirds of the cost.
 */
export const Cached =
  (options: CachedOptions): MethodDecorator =>
  (controller, name, descriptor) => {
    const handler = descriptor.value as object;
    const decorators = [SetMetadata(CACHED, options), UseInterceptors(CacheInterceptor)];
    if (options.scope === 'public') {
      const cached = { options, declaredBy: [handler, controller.constructor] as const };
      decorators.push(RouteConfig({ cached }), LocalRateLimit());
    }
    applyDecorators(...decorators)(controller, name, descriptor);
  };
