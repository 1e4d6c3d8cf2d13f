/**
 * Who is signed in, and tokens that let people in. A backup doesn't bring them back: what was revoked or used up since it
 * was made would be good again.
 */
export const SIGN_IN_COLLECTIONS = ['sessions', 'auth_tokens'] as const;
