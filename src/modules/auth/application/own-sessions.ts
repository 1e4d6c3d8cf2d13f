import { Injectable } from '@nestjs/common';
import { CommonErrors, DomainError } from '../../../common/errors/index.js';
import type { Page } from '../../../common/pagination/index.js';
import { Clock } from '../../../infra/clock/index.js';
import type { OwnSession } from '../domain/session.js';
import { SessionRepository } from '../persistence/session.repository.js';
import { SignOut } from './sign-out.js';

/** Where somebody is signed in (002-10). */
@Injectable()
export class OwnSessions {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly signOut: SignOut,
    private readonly clock: Clock,
  ) {}

  list(
    userId: string,
    page: { readonly limit: number; readonly cursor?: string },
  ): Promise<Page<OwnSession>> {
    return this.sessions.findLivePage(userId, this.clock.now(), page);
  }

  /** @throws DomainError `not-found` for a session that has ended, never was, or is somebody else's */
  async end(userId: string, sessionId: string): Promise<void> {
    if (!(await this.signOut.execute(sessionId, { of: userId, reason: 'revoked' })))
      throw new DomainError(CommonErrors.notFound);
  }
}
