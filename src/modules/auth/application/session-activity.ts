import { Injectable, Logger } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Accounts, ACTIVITY_NOTED_EVERY_MS } from '../../users/index.js';
import { ACCESS_NOTED_EVERY_MS, type Session } from '../domain/session.js';
import { SessionRepository } from '../persistence/session.repository.js';

/** Sessions and accounts that this process remembers to have noted; of others it asks the database, which knows as well. */
const REMEMBERED = 20_000;

/**
 * Notes when sessions are used, once a minute each, and when somebody was here with an account, once in five minutes
 * (002-07). No request waits for it.
 */
@Injectable()
export class SessionActivity {
  private readonly logger = new Logger(SessionActivity.name);
  private readonly noted = new LRUCache<string, number>({ max: REMEMBERED });
  private readonly seen = new LRUCache<string, number>({ max: REMEMBERED });

  constructor(
    private readonly sessions: SessionRepository,
    private readonly accounts: Accounts,
  ) {}

  /** @param accessedAt when it was used before, as far as is known, in milliseconds since 1970 */
  note({ id, userId }: Pick<Session, 'id' | 'userId'>, accessedAt: number, now: Date): void {
    const before = Math.max(accessedAt, this.noted.get(id) ?? 0);
    if (now.getTime() - before < ACCESS_NOTED_EVERY_MS) return;
    this.noted.set(id, now.getTime());
    const unlessSince = new Date(now.getTime() - ACCESS_NOTED_EVERY_MS);
    this.sessions
      .noteAccess(id, now, { unlessSince })
      .catch((error: unknown) => this.logger.warn('The use of a session was not noted', { err: error }));
    this.noteAccount(userId, now);
  }

  private noteAccount(userId: string, now: Date): void {
    if (now.getTime() - (this.seen.get(userId) ?? 0) < ACTIVITY_NOTED_EVERY_MS) return;
    this.seen.set(userId, now.getTime());
    this.accounts
      .noteActivity(userId, now)
      .catch((error: unknown) => this.logger.warn('The use of an account was not noted', { err: error }));
  }
}
