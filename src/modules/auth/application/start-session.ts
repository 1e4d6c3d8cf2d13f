import { Injectable } from '@nestjs/common';
import { AuthConfig } from '../../../config/index.js';
import { Clock, Ids } from '../../../infra/clock/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { AuditTrail } from '../../audit/index.js';
import { Accounts } from '../../users/index.js';
import { absoluteEnd, idleEnd, type Device } from '../domain/session.js';
import { SessionRepository, type NewSession } from '../persistence/session.repository.js';
import { AccessTokens } from './access-tokens.js';
import { KnownNetworks } from './known-networks.js';
import { RecogniseDevice } from './recognise-device.js';
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
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
    private readonly recogniseDevice: RecogniseDevice,
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
    const session = {
      ...span,
      userId,
      device,
      familyId: refreshToken.familyId,
      refreshTokenHash: refreshToken.hash,
      lastAccessedAt: now,
      refreshedAt: now,
      authenticatedAt: now,
      expiresAt: idleEnd(span, now, SESSION_IDLE_SECONDS),
    };
    const sessionId = await this.begin(session);
    await this.accounts.recordSignIn(userId);
    await this.networks.remember(userId, device);
    await this.recogniseDevice.execute(userId, sessionId, device);
    const { accessToken, expiresIn } = await this.accessTokens.issue(userId, sessionId);
    return { sessionId, tokens: { accessToken, expiresIn, refreshToken: refreshToken.text } };
  }

  private begin(session: NewSession): Promise<string> {
    const { userId } = session;
    return this.transactions.run(async () => {
      const sessionId = await this.sessions.start(session);
      const target = { type: 'user', id: userId } as const;
      await this.audit.record({ action: 'auth.signed-in', target, by: userId, after: { sessionId } });
      return sessionId;
    });
  }
}
