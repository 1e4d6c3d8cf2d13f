import { Injectable } from '@nestjs/common';
import { Clock } from '../../../infra/clock/index.js';
import { AuthTokenRepository } from '../persistence/auth-token.repository.js';
import { BlacklistedTokenRepository } from '../persistence/blacklisted-token.repository.js';
import { SessionRepository } from '../persistence/session.repository.js';

/** Removes what has expired (000-60). Nothing depends on it: what has expired counts for nothing anyway. */
@Injectable()
export class CleanUpTokens {
  constructor(
    private readonly tokens: AuthTokenRepository,
    private readonly sessions: SessionRepository,
    private readonly blacklist: BlacklistedTokenRepository,
    private readonly clock: Clock,
  ) {}

  /** @returns how many of each kind were removed */
  async execute(): Promise<{ tokens: number; sessions: number; blacklisted: number }> {
    const now = this.clock.now();
    return {
      tokens: await this.tokens.removeExpired(now),
      sessions: await this.sessions.removeExpired(now),
      blacklisted: await this.blacklist.removeExpired(now),
    };
  }
}
