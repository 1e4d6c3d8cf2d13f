import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Authenticator, type Principal } from '../../../common/access/index.js';
import { CommonErrors, DomainError } from '../../../common/errors/index.js';
import { AuthConfig } from '../../../config/index.js';
import { Clock } from '../../../infra/clock/index.js';
import { AccessTokenStrategy, type Bearer } from './access-token.strategy.js';
import type { BearerTokens } from './bearer-tokens.js';
import { runStrategy } from './run-strategy.js';
import { Standings } from './standings.js';

/** Who is asking, by the access token that comes along. */
@Injectable()
export class TokenAuthenticator extends Authenticator implements BearerTokens {
  constructor(
    private readonly strategy: AccessTokenStrategy,
    private readonly standings: Standings,
    private readonly config: AuthConfig,
    private readonly clock: Clock,
  ) {
    super();
  }

  async authenticate(request: FastifyRequest): Promise<Principal | undefined> {
    return request.headers.authorization === undefined ? undefined : this.recognise(request);
  }

  requireRecent({ authenticatedAt }: Principal): void {
    const provenUntil = authenticatedAt.getTime() + this.config.REAUTHENTICATION_SECONDS * 1000;
    if (provenUntil <= this.clock.now().getTime())
      throw new DomainError(CommonErrors.reauthenticationRequired);
  }

  principalOf(token: string): Promise<Principal> {
    return this.recognise({ headers: { authorization: `Bearer ${token}` } });
  }

  async stillHolds({
    userId,
    sessionId,
    role,
  }: Pick<Principal, 'userId' | 'sessionId' | 'role'>): Promise<boolean> {
    const standing = await this.standings.find(sessionId, userId);
    if (typeof standing === 'string') return false;
    return standing.role === role && standing.endsAt > this.clock.now().getTime();
  }

  private async recognise(bearer: Bearer): Promise<Principal> {
    const { user } = await runStrategy<Principal>(this.strategy, bearer);
    if (!user) throw new DomainError(CommonErrors.invalidToken);
    return user;
  }
}
