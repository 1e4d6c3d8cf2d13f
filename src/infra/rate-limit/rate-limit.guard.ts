import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RATE_LIMIT, type RateLimitRule } from '../../common/rate-limit/index.js';
import { RateLimiter } from './rate-limiter.js';

/** Limits every route, by the rule that it declares or the general one. Stands behind the access guard, which knows the user. */
@Injectable()
export class RateLimitGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly limiter: RateLimiter,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const handler = context.getHandler();
    const controller = context.getClass();
    const rule = this.reflector.getAllAndOverride<RateLimitRule | undefined>(RATE_LIMIT, [
      handler,
      controller,
    ]);
    if (rule === 'none') return true;
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    if (rule === 'local') {
      this.limiter.countHere(request, reply);
      return true;
    }
    const counted =
      rule === 'sign-in'
        ? this.limiter.countAttempt(`${controller.name}.${handler.name}`, request, reply)
        : this.limiter.count(request, reply);
    return counted instanceof Promise ? counted.then(() => true) : true;
  }
}
