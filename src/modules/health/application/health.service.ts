import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { STATES, type Connection } from 'mongoose';
import { Lifecycle } from '../../../common/lifecycle/index.js';
import { Migrations } from '../../../infra/migrations/index.js';
import { RedisService } from '../../../infra/redis/index.js';

export type DatabaseState = 'disconnected' | 'connected' | 'connecting' | 'disconnecting';

/** A ping that takes longer than this counts as none. */
const PING_TIMEOUT_MS = 1_000;

/** Whether the things that this process depends on can be used, tried and not remembered. */
@Injectable()
export class HealthService {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly redis: RedisService,
    private readonly migrations: Migrations,
    private readonly lifecycle: Lifecycle,
  ) {}

  /** The state of the connection, and whether a real ping was answered (000-58). */
  async database(): Promise<{ healthy: boolean; state: DatabaseState }> {
    const state = STATES[this.connection.readyState] as DatabaseState;
    if (state !== 'connected') return { healthy: false, state };
    const answered = await answers(this.connection.db?.admin().ping());
    return { healthy: answered, state };
  }

  async redisAnswers(): Promise<boolean> {
    return this.redis.attempt(
      async (client) => (await client.ping()) === 'PONG',
      () => false,
    );
  }

  /** Why this process should get no requests; empty when it is ready. Without Redis it still serves. */
  async obstacles(): Promise<string[]> {
    if (this.lifecycle.stopping) return ['shutting down'];
    if (!(await this.database()).healthy) return ['the database does not answer'];
    const pending = await this.migrations.pending();
    return pending.length > 0 ? [`${pending.length} migration(s) are pending; run npm run migrate`] : [];
  }
}

async function answers(ping: Promise<unknown> | undefined): Promise<boolean> {
  if (!ping) return false;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(resolve, PING_TIMEOUT_MS, false)));
  try {
    return await Promise.race([ping.then(() => true), late]);
  } catch {
    // What exactly failed may name hosts (T21); the connection's events have logged it.
    return false;
  } finally {
    clearTimeout(timer);
  }
}
