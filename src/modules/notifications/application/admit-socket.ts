import { Injectable } from '@nestjs/common';
import { CommonErrors, DomainError } from '../../../common/errors/index.js';
import { Clock } from '../../../infra/clock/index.js';
import { BearerTokens } from '../../auth/index.js';

/** Says whose connection it is that comes with a token, and for how long. */
@Injectable()
export class AdmitSocket {
  constructor(
    private readonly tokens: BearerTokens,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `no-token`, `invalid-token` */
  async execute(token: string | undefined): Promise<{ userId: string; expiresInMs: number }> {
    if (!token) throw new DomainError(CommonErrors.noToken);
    const principal = await this.tokens.principalOf(token);
    if (!principal) throw new DomainError(CommonErrors.invalidToken);
    return { userId: principal.userId, expiresInMs: expiryOf(token) - this.clock.now().getTime() };
  }
}

/** When a token that was found valid expires, in milliseconds since 1970 (RFC 7519, `exp`). */
function expiryOf(token: string): number {
  const [, payload = ''] = token.split('.');
  const { exp } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { exp: number };
  return exp * 1000;
}
