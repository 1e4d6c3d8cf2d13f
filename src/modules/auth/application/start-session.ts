import { Injectable } from '@nestjs/common';
import { AuthConfig } from '../../../config/index.js';
import { Clock, Ids } from '../../../infra/clock/index.js';
import { Accounts } from '../../users/index.js';
import { absoluteEnd, idleEnd, type Device } from '../domain/session.js';
import { SessionRepository } from '../persistence/session.repository.js';
import { AccessTokens } from './access-tokens.js';
import { KnownNetworks } from './known-networks.js';
import { RefreshTokens } from './refresh-tokens.js';

/** What somebody who is signed in shows, and renews. */
export interface TokenPair {
  readonly accessToken: string;
  /** Of the access token, in seconds. */
  readonly expiresIn: number;
  readonly refreshToken: string;
}

/** The last step of every way in: whoever comes here has proved who it is. */
@Injectable()
export class StartSession {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly accounts: Accounts,
    private readonly networks: KnownNetworks,
    private readonly accessTokens: AccessTokens,
    private readonly refreshTokens: RefreshTokens,
    private readonly config: AuthConfig,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async execute(
    userId: string,
    device: Device,
    { remember = false } = {},
  ): Promise<{ sessionId: string; tokens: TokenPair }> {
    const now = this.clock.now();
    const { SESSION_IDLE_SECONDS, SESSION_ABSOLUTE_SECONDS } = this.config;
    const span = { isRemembered: remember, absoluteExpiresAt: absoluteEnd(now, SESSION_ABSOLUTE_SECONDS) };
    const refreshToken = this.refreshTokens.first(this.ids.uuid());
    const sessionId = await this.sessions.start({
      ...span,
      userId,
      device,
      familyId: refreshToken.familyId,
      refreshTokenHash: refreshToken.hash,
      lastAccessedAt: now,
      authenticatedAt: now,
      expiresAt: idleEnd(span, now, SESSION_IDLE_SECONDS),
    });
    await this.accounts.recordSignIn(userId);
    await this.networks.remember(userId, device);
    const { accessToken, expiresIn } = await this.accessTokens.issue(userId, sessionId);
    return { sessionId, tokens: { accessToken, expiresIn, refreshToken: refreshToken.text } };
  }
}
