import type { Principal } from '../../../common/access/index.js';

/** How others than HTTP requests, such as sockets, learn whose access token they were given. */
export abstract class BearerTokens {
  /** @returns undefined when the token isn't valid, or not any more */
  abstract principalOf(token: string): Promise<Principal | undefined>;
}
