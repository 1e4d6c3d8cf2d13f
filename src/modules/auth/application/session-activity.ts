import { Injectable, Logger } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { ACCESS_NOTED_EVERY_MS } from '../domain/session.js';
import { SessionRepository } from '../persistence/session.repository.js';

/** Sessions that this process remembers to have noted; of others it asks the database, which knows as well. */
const REMEMBERED = 20_000;

/** Notes when sessions are used, once a minute each, and lets no request wait for it. */
@Injectable()
export class SessionActivity {
  private readonly logger = new Logger(SessionActivity.name);
  private readonly noted = new LRUCache<string, number>({ max: REMEMBERED });

  constructor(private readonly sessions: SessionRepository) {}

  /** @param accessedAt when it was used before, as far as is known, in milliseconds since 1970 */
  note(sessionId: string, accessedAt: number, now: Date): void {
    const before = Math.max(accessedAt, this.noted.get(sessionId) ?? 0);
    if (now.getTime() - before < ACCESS_NOTED_EVERY_MS) return;
    this.noted.set(sessionId, now.getTime());
    const unlessSince = new Date(now.getTime() - ACCESS_NOTED_EVERY_MS);
    this.sessions
      .noteAccess(sessionId, now, { unlessSince })
      .catch((error: unknown) => this.logger.warn('The use of a session was not noted', { err: error }));
  }
}
