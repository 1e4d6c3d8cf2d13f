import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import type { FastifyRequest } from 'fastify';
import { Authenticator, ROLE_PERMISSIONS, type Principal } from '../../../common/access/index.js';
import { CommonErrors, DomainError } from '../../../common/errors/index.js';
import { AuthConfig } from '../../../config/index.js';
import { Clock } from '../../../infra/clock/index.js';
import { Accounts } from '../../users/index.js';

const BEARER = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i;

/**
 * Recognises the bearer of an access token (004-08). Role and state come from the account as it is now, not from the
 * token, so that a demotion or suspension counts at once (T17).
 */
@Injectable()
export class TokenAuthenticator extends Authenticator {
  constructor(
    private readonly jwt: JwtService,
    private readonly config: AuthConfig,
    private readonly clock: Clock,
    private readonly accounts: Accounts,
  ) {
    super();
  }

  async authenticate(request: FastifyRequest): Promise<Principal | undefined> {
    const { authorization } = request.headers;
    if (authorization === undefined) return undefined;
    const userId = await this.subjectOf(BEARER.exec(authorization)?.[1]);
    const account = userId ? await this.accounts.findStanding(userId) : undefined;
    if (account?.status !== 'active') throw new DomainError(CommonErrors.invalidToken);
    const { id, role, emailVerified } = account;
    return { userId: id, role, permissions: ROLE_PERMISSIONS[role], emailVerified };
  }

  private async subjectOf(token: string | undefined): Promise<string | undefined> {
    if (!token) return undefined;
    try {
      const { sub } = await this.jwt.verifyAsync<{ sub?: string }>(token, {
        algorithms: ['HS256'],
        issuer: this.config.JWT_ISSUER,
        audience: this.config.JWT_ISSUER,
        clockTimestamp: Math.floor(this.clock.now().getTime() / 1000),
      });
      return sub;
    } catch {
      return undefined;
    }
  }
}
