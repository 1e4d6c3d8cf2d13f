import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-jwt';
import { ROLE_PERMISSIONS, type Principal } from '../../../common/access/index.js';
import { CommonErrors, DomainError } from '../../../common/errors/index.js';
import { AuthConfig } from '../../../config/index.js';
import { Clock } from '../../../infra/clock/index.js';
import type { AccessClaims } from './access-tokens.js';
import { AuthKeys } from './auth-keys.js';
import { SessionActivity } from './session-activity.js';
import { Standings } from './standings.js';

/** A request, or a socket's handshake. */
export interface Bearer {
  readonly headers: { readonly authorization?: string };
}

/** passport-jwt's own extractor takes quadratic time for a long header without a space. */
const BEARER = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i;

const ID = /^[0-9a-f]{24}$/;

/**
 * Recognises the bearer of an access token (004-08). Role and state come from session and account as they are now, not
 * from the token, so that signing out, a demotion or a suspension counts at once (T17).
 */
@Injectable()
export class AccessTokenStrategy extends PassportStrategy(Strategy, 'access-token') {
  constructor(
    config: AuthConfig,
    keys: AuthKeys,
    private readonly clock: Clock,
    private readonly standings: Standings,
    private readonly activity: SessionActivity,
  ) {
    super({
      jwtFromRequest: ({ headers }: Bearer) => BEARER.exec(headers.authorization ?? '')?.[1] ?? null,
      secretOrKeyProvider: (_request, token: string, done) => {
        const key = keys.find(keyIdOf(token));
        // The types know texts and bytes only; jsonwebtoken, which gets it, takes keys.
        if (key) done(null, key.signing as unknown as Buffer);
        else done(new Error('signed with an unknown key'));
      },
      algorithms: ['HS256'],
      issuer: config.JWT_ISSUER,
      audience: config.JWT_ISSUER,
      // The library would ask the system for the time; validate() asks our clock.
      ignoreExpiration: true,
    });
  }

  /**
   * @param claims of a token with a good signature, issuer and audience
   * @throws DomainError `token-invalidated`
   */
  async validate({ sub, sid, exp }: AccessClaims): Promise<Principal | false> {
    const now = this.clock.now();
    if (!(exp * 1000 > now.getTime()) || !ID.test(sid) || !ID.test(sub)) return false;
    const standing = await this.standings.find(sid, sub);
    if (standing === 'invalidated') throw new DomainError(CommonErrors.tokenInvalidated);
    if (standing === 'unknown' || standing.endsAt <= now.getTime()) return false;
    const { role, emailVerified, authenticatedAt, accessedAt } = standing;
    this.activity.note({ id: sid, userId: sub }, accessedAt, now);
    return {
      userId: sub,
      role,
      permissions: ROLE_PERMISSIONS[role],
      emailVerified,
      sessionId: sid,
      authenticatedAt: new Date(authenticatedAt),
    };
  }
}

/** The `kid` of a token's header, which is not verified yet. */
function keyIdOf(token: string): string {
  try {
    const header = JSON.parse(Buffer.from(token.split('.', 1)[0]!, 'base64url').toString()) as {
      kid?: unknown;
    };
    return String(header.kid);
  } catch {
    return '';
  }
}
