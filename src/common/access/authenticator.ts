import type { FastifyRequest } from 'fastify';
import type { Principal } from './principal.js';

/** How the guard learns who is asking. The auth module provides it. */
export abstract class Authenticator {
  /**
   * @returns undefined when the request carries no token
   * @throws DomainError `invalid-token` when it carries one that is not valid, `token-invalidated` when it was once
   */
  abstract authenticate(request: FastifyRequest): Promise<Principal | undefined>;

  /** @throws DomainError `reauthentication-required` when somebody proved who it is too long ago */
  abstract requireRecent(principal: Principal): void;
}
