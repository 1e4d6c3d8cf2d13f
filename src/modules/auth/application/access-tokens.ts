import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { AuthConfig } from '../../../config/index.js';
import { Clock, Ids } from '../../../infra/clock/index.js';

/** What an access token says: who, in which session, for how long, and nothing that could change meanwhile (T17). */
export interface AccessClaims {
  readonly sub: string;
  readonly sid: string;
  readonly jti: string;
  readonly iss: string;
  readonly aud: string;
  readonly iat: number;
  readonly exp: number;
}

/** Makes access tokens (004-08); {@link AccessTokenStrategy} reads them. */
@Injectable()
export class AccessTokens {
  constructor(
    private readonly jwt: JwtService,
    private readonly config: AuthConfig,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async issue(userId: string, sessionId: string): Promise<{ accessToken: string; expiresIn: number }> {
    const issuedAt = Math.floor(this.clock.now().getTime() / 1000);
    const expiresIn = this.config.ACCESS_TOKEN_TTL_SECONDS;
    const claims: AccessClaims = {
      sub: userId,
      sid: sessionId,
      jti: this.ids.uuid(),
      iss: this.config.JWT_ISSUER,
      aud: this.config.JWT_ISSUER,
      iat: issuedAt,
      exp: issuedAt + expiresIn,
    };
    return { accessToken: await this.jwt.signAsync(claims), expiresIn };
  }
}
