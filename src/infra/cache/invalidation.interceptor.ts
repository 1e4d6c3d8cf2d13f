import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { concatMap, type Observable } from 'rxjs';
import { CacheService } from './cache.service.js';

/** Tags to drop, or what makes them of the request and of what its handler returned. */
export type TagSource = string | ((request: FastifyRequest, result: unknown) => string | readonly string[]);

/** The metadata key under which a route's tags stand. */
export const INVALIDATES = 'lyceum:invalidates';

/** Drops the tags of `@Invalidates` routes. The handler has returned by then, so its transaction is committed. */
@Injectable()
export class InvalidationInterceptor implements NestInterceptor {
  constructor(
    private readonly cache: CacheService,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const sources = this.reflector.get<readonly TagSource[]>(INVALIDATES, context.getHandler());
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    return next.handle().pipe(
      concatMap(async (result: unknown) => {
        const tags = sources.flatMap((source) =>
          typeof source === 'function' ? source(request, result) : source,
        );
        await this.cache.invalidate(...tags);
        return result;
      }),
    );
  }
}
