import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../common/access/index.js';
import { CommonErrors, DomainError } from '../../../common/errors/index.js';
import { Clock } from '../../../infra/clock/index.js';
import { BearerTokens } from '../../auth/index.js';

/** What a connection stands for, once admitted. */
export interface Admitted extends Pick<Principal, 'userId' | 'sessionId' | 'role'> {
  /** Milliseconds until the token that it came with is worthless. */
  readonly expiresInMs: number;
}

/** Says whose connection it is that comes with a token, and for how long. */
@Injectable()
export class AdmitSocket {
  constructor(
    private readonly tokens: BearerTokens,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `no-token`, `invalid-token`, `token-invalidated` */
  async execute(token: string | undefined): Promise<Admitted> {
    if (!token) throw new DomainError(CommonErrors.noToken);
    const { userId, sessionId, role } = await this.tokens.principalOf(token);
    const expiresInMs = expiryOf(token) - this.clock.now().getTime();
    return { userId, sessionId, role, expiresInMs };
  }

  /** Whether a connection that was admitted may go on. */
  stillHolds(admitted: Admitted): Promise<boolean> {
    return this.tokens.stillHolds(admitted);
  }
}

/** When a token that was found valid expires, in milliseconds since 1970 (RFC 7519, `exp`). */
function expiryOf(token: string): number {
  const [, payload = ''] = token.split('.');
  const { exp } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { exp: number };
  return exp * 1000;
}
