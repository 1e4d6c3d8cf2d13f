import { Injectable } from '@nestjs/common';
import { AuthTokenRepository } from '../persistence/auth-token.repository.js';
import { SessionRepository } from '../persistence/session.repository.js';

/** Ends sessions: their access and refresh tokens are dead at once. */
@Injectable()
export class SignOut {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly tokens: AuthTokenRepository,
  ) {}

  async execute(sessionId: string): Promise<void> {
    await this.sessions.end(sessionId);
  }

  /**
   * On every device, and where a sign-in waits for the second factor. Joins the caller's transaction.
   *
   * @param begunUntil spares sessions that began later
   */
  async everywhere(userId: string, begunUntil?: Date): Promise<void> {
    await this.tokens.removeAll(userId, 'mfa_challenge');
    await this.sessions.endAll(userId, begunUntil);
  }

  /** On every device but this one, and where a sign-in waits for the second factor. Joins the caller's transaction. */
  async elsewhere(userId: string, sessionId: string): Promise<void> {
    await this.tokens.removeAll(userId, 'mfa_challenge');
    await this.sessions.endOthers(userId, sessionId);
  }
}
