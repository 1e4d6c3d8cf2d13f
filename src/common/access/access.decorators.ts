import {
  createParamDecorator,
  SetMetadata,
  type CustomDecorator,
  type ExecutionContext,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CommonErrors, DomainError } from '../errors/index.js';
import type { Permission } from './permission.js';
import type { Principal } from './principal.js';

/** What a route declares about who may use it. */
export type Access =
  | { readonly public: true; readonly readsToken: boolean }
  | { readonly public: false; readonly permissions: readonly Permission[] };

export const ACCESS = 'lyceum:access';
export const RECENTLY_AUTHENTICATED = 'lyceum:recently-authenticated';

/**
 * Opens a route to everybody.
 *
 * @param options.readsToken whether the answer differs for those who are signed in; then a token that is sent must be valid
 */
export const Public = ({ readsToken = false } = {}): CustomDecorator =>
  SetMetadata(ACCESS, { public: true, readsToken } satisfies Access);

/**
 * Names what a route needs; the bearer must have all of it. The guard, the OpenAPI security entry and the roles
 * beside it are made of this one declaration.
 */
export const Allow = (...permissions: [Permission, ...Permission[]]): CustomDecorator =>
  SetMetadata(ACCESS, { public: false, permissions } satisfies Access);

/**
 * Asks for a proof of identity of the last minutes, beside `@Allow`: for what a stolen or forgotten session must not be
 * able to do. Whoever has none is told to call `auth/reauthenticate` or to sign in again (ASVS 7.5.3).
 */
export const RecentlyAuthenticated = (): CustomDecorator => SetMetadata(RECENTLY_AUTHENTICATED, true);

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the access guard. */
    principal?: Principal;
  }
}

/** Injects who is asking; for routes that declare `@Allow`. */
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!principal) throw new DomainError(CommonErrors.noToken);
  return principal;
});
