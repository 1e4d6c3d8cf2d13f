import { Injectable } from '@nestjs/common';
import { SessionRepository } from '../persistence/session.repository.js';

/** Ends sessions: their access and refresh tokens are dead at once. */
@Injectable()
export class SignOut {
  constructor(private readonly sessions: SessionRepository) {}

  async execute(sessionId: string): Promise<void> {
    await this.sessions.end(sessionId);
  }

  /** On every device. Joins the caller's transaction. @param begunUntil spares sessions that began later */
  everywhere(userId: string, begunUntil?: Date): Promise<void> {
    return this.sessions.endAll(userId, begunUntil);
  }
}
