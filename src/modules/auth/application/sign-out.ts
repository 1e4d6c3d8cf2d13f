import { Injectable } from '@nestjs/common';
import { AuthConfig } from '../../../config/index.js';
import { CacheService } from '../../../infra/cache/index.js';
import { Clock } from '../../../infra/clock/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { Outbox } from '../../../infra/outbox/index.js';
import { AuditTrail, type AuditAction } from '../../audit/index.js';
import { SessionsEnded } from '../domain/auth.events.js';
import type { EndReason } from '../domain/session.js';
import { AuthTokenRepository } from '../persistence/auth-token.repository.js';
import { BlacklistedTokenRepository } from '../persistence/blacklisted-token.repository.js';
import { SessionRepository } from '../persistence/session.repository.js';
import { sessionTag } from './standings.js';

interface WhichSessions {
  readonly reason?: EndReason;
  /** Spares sessions that began later. */
  readonly begunUntil?: Date;
  /** Spares this session. */
  readonly except?: string;
}

/** What the audit trail calls it; of the other reasons whoever gives them tells. */
const ACTIONS: Readonly<Partial<Record<EndReason, AuditAction>>> = {
  logout: 'auth.signed-out',
  revoked: 'auth.session-revoked',
  'replayed-token': 'auth.token-replayed',
};

/**
 * Ends sessions, with whatever depends on them: their access and refresh tokens are dead at once here, and within a second
 * on every other instance; so are their live connections. Methods join the caller's transaction.
 */
@Injectable()
export class SignOut {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly tokens: AuthTokenRepository,
    private readonly blacklist: BlacklistedTokenRepository,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
    private readonly cache: CacheService,
    private readonly config: AuthConfig,
    private readonly clock: Clock,
  ) {}

  /**
   * Ends one session.
   *
   * @param of whose it must be
   * @returns whether it went on until now, and is theirs
   */
  execute(
    sessionId: string,
    { reason = 'logout', of }: { readonly reason?: EndReason; readonly of?: string } = {},
  ): Promise<boolean> {
    return this.transactions.run(async () => {
      const userId = await this.sessions.end(sessionId, this.clock.now(), of);
      if (userId === undefined) return false;
      await this.finish(userId, [sessionId], reason);
      await this.record(userId, sessionId, reason, { sessionId });
      return true;
    });
  }

  /** Ends all sessions of somebody, or those that are meant, and sign-ins that wait for the second factor. */
  everywhere(userId: string, { reason = 'logout', ...which }: WhichSessions = {}): Promise<void> {
    return this.transactions.run(async () => {
      await this.tokens.removeAll(userId, 'mfa_challenge');
      const ended = await this.sessions.endAll(userId, which);
      const [first] = ended;
      if (first === undefined) return;
      await this.finish(userId, ended, reason);
      await this.record(userId, first, reason, { everywhere: true });
    });
  }

  /** Ends all sessions of somebody but this one. */
  elsewhere(userId: string, sessionId: string, reason: EndReason): Promise<void> {
    return this.everywhere(userId, { except: sessionId, reason });
  }

  private async record(userId: string, sessionId: string, reason: EndReason, after: object): Promise<void> {
    const action = ACTIONS[reason];
    if (action)
      await this.audit.record({ action, target: { type: 'session', id: sessionId }, subject: userId, after });
  }

  private async finish(userId: string, sessionIds: readonly string[], reason: EndReason): Promise<void> {
    // By then the youngest of their access tokens has expired.
    const until = new Date(this.clock.now().getTime() + this.config.ACCESS_TOKEN_TTL_SECONDS * 1000);
    await this.blacklist.add(sessionIds, reason, until);
    // The event drops the tags again, in case this process, or Redis, doesn't live to take it.
    await this.outbox.publish(new SessionsEnded({ userId, sessionIds, reason }));
    await this.transactions.afterCommit(() => this.cache.invalidate(...sessionIds.map(sessionTag)));
  }
}
