import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { AuthConfig } from '../../../config/index.js';
import { Clock, Ids } from '../../../infra/clock/index.js';

/** Makes access tokens: who, for how long, and nothing that could change meanwhile (004-08, T17). */
@Injectable()
export class AccessTokens {
  constructor(
    private readonly jwt: JwtService,
    private readonly config: AuthConfig,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async issue(userId: string): Promise<{ accessToken: string; expiresIn: number }> {
    const issuedAt = Math.floor(this.clock.now().getTime() / 1000);
    const expiresIn = this.config.ACCESS_TOKEN_TTL_SECONDS;
    const accessToken = await this.jwt.signAsync({
      sub: userId,
      jti: this.ids.uuid(),
      iss: this.config.JWT_ISSUER,
      aud: this.config.JWT_ISSUER,
      iat: issuedAt,
      exp: issuedAt + expiresIn,
    });
    return { accessToken, expiresIn };
  }
}
