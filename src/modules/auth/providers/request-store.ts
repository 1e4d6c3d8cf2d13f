import { randomBytes } from 'node:crypto';
import type { Handshake } from '../application/oauth-provider.js';

interface OAuthRequest {
  handshake?: Handshake;
}
type Stored = (error: null, state: string) => void;
type Verified = (error: null, verifier: string | false, info?: object) => void;

/**
 * Where strategies of passport-oauth2 leave state and PKCE verifier: on the request object that they are run with, instead
 * of a session on the server. The library tells its callers apart by the number of their parameters.
 */
export const requestStore = {
  store(request: OAuthRequest, verifier: string, _given: unknown, _meta: unknown, done: Stored): void {
    const state = randomBytes(32).toString('base64url');
    request.handshake = { state, verifier };
    done(null, state);
  },

  verify({ handshake }: OAuthRequest, state: unknown, _meta: unknown, done: Verified): void {
    if (handshake?.state === state) done(null, handshake!.verifier);
    else done(null, false, { message: 'The state is not the one of this browser.' });
  },
};
