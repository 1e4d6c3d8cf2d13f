import { Injectable } from '@nestjs/common';
import type { Role } from '../../../common/access/index.js';
import { CacheService } from '../../../infra/cache/index.js';
import { Accounts, accountTag, maySignIn } from '../../users/index.js';
import { BlacklistedTokenRepository } from '../persistence/blacklisted-token.repository.js';
import { SessionRepository } from '../persistence/session.repository.js';

/** What is known of a session that goes on, and of its owner's account. Times are in milliseconds since 1970. */
export interface Standing {
  readonly role: Role;
  readonly emailVerified: boolean;
  /** When the session ends by itself; whoever asks compares it with the clock. */
  readonly endsAt: number;
  readonly authenticatedAt: number;
  readonly accessedAt: number;
}

/** `invalidated`: by signing out, or something like it. `unknown`: there is none that goes on, or its owner may not. */
export type Finding = Standing | 'invalidated' | 'unknown';

/** How long something is remembered at most: bounds what a lost invalidation could cost. */
const TTL_SECONDS = 30;

/** All that is remembered here carries this tag. */
const STANDINGS = 'standings';

/** What depends on whether a session goes on is remembered under this tag. */
export const sessionTag = (sessionId: string): string => `session:${sessionId}`;

/**
 * How sessions and their owners stand, asked at every request (T17). The database says so; what it said is remembered until
 * something changes about the session or the account. Whoever changes it drops the tags after the commit
 * ({@link sessionTag}, `accountTag`), and an event of the same transaction drops them again, so a change counts within a
 * second on every instance, whatever breaks. While Redis is gone the database is asked more often.
 */
@Injectable()
export class Standings {
  constructor(
    private readonly cache: CacheService,
    private readonly sessions: SessionRepository,
    private readonly accounts: Accounts,
    private readonly blacklist: BlacklistedTokenRepository,
  ) {
    cache.guard(STANDINGS);
  }

  async find(sessionId: string, userId: string): Promise<Finding> {
    const { body } = await this.cache.remember(
      `standing:${sessionId}:${userId}`,
      { ttl: TTL_SECONDS, tags: [STANDINGS, sessionTag(sessionId), accountTag(userId)], strict: true },
      () => this.ask(sessionId, userId),
    );
    return JSON.parse(body.toString()) as Finding;
  }

  private async ask(sessionId: string, userId: string): Promise<Finding> {
    const [session, account] = await Promise.all([
      this.sessions.findStanding(sessionId),
      this.accounts.findStanding(userId),
    ]);
    if (!session?.isActive) return (await this.blacklist.has(sessionId)) ? 'invalidated' : 'unknown';
    if (session.userId !== userId || !account || !maySignIn(account)) return 'unknown';
    return {
      role: account.role,
      emailVerified: account.emailVerified,
      endsAt: session.expiresAt.getTime(),
      authenticatedAt: session.authenticatedAt.getTime(),
      accessedAt: session.lastAccessedAt.getTime(),
    };
  }
}
