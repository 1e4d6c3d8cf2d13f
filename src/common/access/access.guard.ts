import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { CommonErrors, DomainError } from '../errors/index.js';
import { ACCESS, RECENTLY_AUTHENTICATED, type Access } from './access.decorators.js';
import { Authenticator } from './authenticator.js';

/** Denies every route that doesn't declare `@Public()` or `@Allow(...)`, and checks those that do (000-53, 004-09). */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, targets);
    if (!access) throw new DomainError(CommonErrors.insufficientPermissions);

    if (access.public && !access.readsToken) return true;

    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const principal = await this.authenticator.authenticate(request);
    request.principal = principal;
    if (access.public) return true;
    if (!principal) throw new DomainError(CommonErrors.noToken);
    if (!access.permissions.every((permission) => principal.permissions.has(permission)))
      throw new DomainError(CommonErrors.insufficientPermissions);
    if (this.reflector.getAllAndOverride<boolean | undefined>(RECENTLY_AUTHENTICATED, targets))
      this.authenticator.requireRecent(principal);
    return true;
  }
}
