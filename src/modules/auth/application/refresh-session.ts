import { Injectable, Logger } from '@nestjs/common';
import { DomainError } from '../../../common/errors/index.js';
import { AuthConfig } from '../../../config/index.js';
import { CacheService } from '../../../infra/cache/index.js';
import { Clock } from '../../../infra/clock/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { Outbox } from '../../../infra/outbox/index.js';
import { Accounts, maySignIn } from '../../users/index.js';
import { AuthErrors } from '../domain/auth.errors.js';
import { SuspiciousActivity } from '../domain/auth.events.js';
import { idleEnd, type Session } from '../domain/session.js';
import { SessionRepository } from '../persistence/session.repository.js';
import { AccessTokens } from './access-tokens.js';
import { RefreshTokens, type RefreshToken } from './refresh-tokens.js';
import { SignOut } from './sign-out.js';
import { sessionTag } from './standings.js';
import type { TokenPair } from './start-session.js';

/** How long a used token still gives its successor: for tabs that refresh at once, and answers that get lost. */
const GRACE_MS = 10_000;

/** Signs somebody in anew without asking (004-10). Each refresh token is good once (RFC 9700, 4.14). */
@Injectable()
export class RefreshSession {
  private readonly logger = new Logger(RefreshSession.name);

  constructor(
    private readonly sessions: SessionRepository,
    private readonly accounts: Accounts,
    private readonly refreshTokens: RefreshTokens,
    private readonly accessTokens: AccessTokens,
    private readonly config: AuthConfig,
    private readonly clock: Clock,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly signOut: SignOut,
    private readonly cache: CacheService,
  ) {}

  /**
   * Those who come at the same time with one token get the same successor. Who comes later than that has found an old
   * token, or somebody else has: then nobody goes on with it, and the owner of the account is told.
   *
   * @throws DomainError `invalid-refresh-token`
   */
  async execute(text: string): Promise<TokenPair> {
    const token = this.refreshTokens.read(text);
    const session = token && (await this.sessions.findLiveFamily(token.familyId, this.clock.now()));
    if (!token || !session) throw new DomainError(AuthErrors.invalidRefreshToken);
    const account = await this.accounts.findStanding(session.userId);
    if (!account || !maySignIn(account)) throw new DomainError(AuthErrors.invalidRefreshToken);

    const successor = (await this.rotate(session, token)) ?? (await this.repeat(session, token));
    const { accessToken, expiresIn } = await this.accessTokens.issue(session.userId, session.id);
    return { accessToken, expiresIn, refreshToken: successor.text };
  }

  /** @returns undefined when the token isn't the current one */
  private async rotate(session: Session, token: RefreshToken): Promise<RefreshToken | undefined> {
    const successor = this.refreshTokens.successorOf(token);
    const now = this.clock.now();
    const expiresAt = idleEnd(session, now, this.config.SESSION_IDLE_SECONDS);
    const tokens = { from: token.hash, to: successor.hash };
    if (!(await this.sessions.rotate(session.id, tokens, { at: now, expiresAt }))) return undefined;
    // It lasts longer now than is remembered of it.
    await this.cache.invalidate(sessionTag(session.id));
    return successor;
  }

  /** Gives the successor again to whose token was replaced a moment ago; ends the session if it was earlier. */
  private async repeat({ id, familyId, userId }: Session, token: RefreshToken): Promise<RefreshToken> {
    const now = this.clock.now();
    const current = await this.sessions.findLiveFamily(familyId, now);
    const successor = this.refreshTokens
      .possibleSuccessorsOf(token)
      .find(({ hash }) => hash === current?.refreshTokenHash);
    if (current && successor && now.getTime() - current.refreshedAt.getTime() <= GRACE_MS) return successor;
    const isEnded = await this.transactions.run(async () => {
      if (!(await this.signOut.execute(id, { reason: 'replayed-token' }))) return false;
      await this.outbox.publish(new SuspiciousActivity({ userId, kind: 'replayed-token' }));
      return true;
    });
    if (isEnded) this.logger.warn('A refresh token was used again; its session is ended', { sessionId: id });
    throw new DomainError(AuthErrors.invalidRefreshToken);
  }
}
