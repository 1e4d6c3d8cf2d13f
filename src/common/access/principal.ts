import type { Permission, Role } from './permission.js';

/** Who is asking: what the guard knows of the bearer of a valid token. */
export interface Principal {
  readonly userId: string;
  readonly role: Role;
  readonly permissions: ReadonlySet<Permission>;
  /** Whether the e-mail address is confirmed; who isn't may look, but not enroll. */
  readonly emailVerified: boolean;
  /** The session that the token belongs to. */
  readonly sessionId: string;
  /** When it was last proved in this session who this is, by signing in or again since. */
  readonly authenticatedAt: Date;
}
