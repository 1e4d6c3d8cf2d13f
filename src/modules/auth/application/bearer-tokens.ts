import type { Principal } from '../../../common/access/index.js';

/** How others than HTTP requests, such as sockets, learn whose access token they were given. */
export abstract class BearerTokens {
  /** @throws DomainError `invalid-token`, `token-invalidated` */
  abstract principalOf(token: string): Promise<Principal>;

  /** Whether somebody who was recognised before may go on, in the same role. */
  abstract stillHolds(principal: Pick<Principal, 'userId' | 'sessionId' | 'role'>): Promise<boolean>;
}
