import { applyDecorators, SetMetadata, UseInterceptors } from '@nestjs/common';
import { InvalidationInterceptor, INVALIDATES, type TagSource } from './invalidation.interceptor.js';

/**
 * Drops tags when the route has succeeded, before its answer is sent, so that whoever got the answer sees the change.
 * For changes that happen elsewhere than in a request there is `CacheService.invalidate`.
 */
export const Invalidates = (...tags: [TagSource, ...TagSource[]]): MethodDecorator =>
  applyDecorators(SetMetadata(INVALIDATES, tags), UseInterceptors(InvalidationInterceptor));
