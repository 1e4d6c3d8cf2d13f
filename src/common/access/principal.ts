import type { Permission, Role } from './permission.js';

/** With which key a program asks. */
export interface UsedApiKey {
  readonly id: string;
  /** Null: as many requests as anybody else. */
  readonly rateLimitPerMinute: number | null;
}

/** Who is asking: what the guard knows of the bearer of a valid token or key. */
export interface Principal {
  readonly userId: string;
  readonly role: Role;
  readonly permissions: ReadonlySet<Permission>;
  /** Whether the e-mail address is confirmed; who isn't may look, but not enroll. */
  readonly emailVerified: boolean;
  /** The session that the token belongs to; empty for a program, to which routes about sessions are closed. */
  readonly sessionId: string;
  /** When it was last proved in this session who this is, by signing in or again since. */
  readonly authenticatedAt: Date;
  /** Only of a program. */
  readonly apiKey?: UsedApiKey;
}
