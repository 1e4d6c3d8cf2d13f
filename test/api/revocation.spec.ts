import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RedisConfig } from '../../src/config/index.js';
import { MonotonicClock } from '../../src/infra/clock/index.js';
import { RedisService } from '../../src/infra/redis/index.js';
import { Accounts } from '../../src/modules/users/index.js';
import type { UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import { at, REASON } from '../support/administration.js';
import type { ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { tokenSentTo } from '../support/one-time-tokens.js';
import { createUser, signIn } from '../support/people.js';
import { AUTH, logIn, ME, refresh, type Tokens } from '../support/sessions.js';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { TestMonotonicClock } from '../support/test-clock.js';

/** For how long an instance believes what it has looked up, in milliseconds: less than a second. */
const TRUST = 500;

/** An instance that has its own way to Redis, and whose memory ages only when a test says so. */
interface Instance extends TestApp {
  readonly redis: TcpProxy;
  readonly memory: TestMonotonicClock;
}

async function startInstance(options: { worker?: boolean } = {}): Promise<Instance> {
  const redis = await startTcpProxy(process.env['REDIS_URL'] ?? '');
  const memory = new TestMonotonicClock();
  const test = await startTestApp({
    ...options,
    settings: [[RedisConfig, { REDIS_URL: redis.url }]],
    overrides: [[MonotonicClock, memory]],
  });
  return { ...test, redis, memory };
}

async function stop({ app, redis }: Instance): Promise<void> {
  await app.close();
  await redis.close();
}

let one: Instance;
let two: Instance;
let admin: ApiClient;
let jane: UserDocument;
let tokens: Tokens;

beforeAll(async () => {
  one = await startInstance();
  two = await startInstance();
});
afterAll(async () => {
  await stop(two);
  await one.close();
  await one.redis.close();
});
beforeEach(async () => {
  admin = await signIn(one, await createUser(one, { role: 'admin' }));
  jane = await createUser(one, { role: 'admin' });
  tokens = (await logIn(one, { email: jane.email })).body;
});

/** For administrators. */
const OFFICE = '/api/v1/users';

const ask = (instance: Instance, path = ME) => instance.api.as(tokens.accessToken).get(path);

/** Has an instance remember how somebody stands, in its memory and in Redis. */
async function warm(instance: Instance, path?: string): Promise<number> {
  await ask(instance, path);
  instance.memory.advance(TRUST);
  return (await ask(instance, path)).status;
}

async function revokeFromElsewhere(): Promise<void> {
  const { body } = await one.api.as(tokens.accessToken).get<{ data: { id: string }[] }>(`${AUTH}/sessions`);
  const { body: elsewhere } = await logIn(one, { email: jane.email });
  await one.api.as(elsewhere.accessToken).send('DELETE', `${AUTH}/sessions/${body.data[0]!.id}`);
}

async function resetPassword(): Promise<void> {
  await one.api.post(`${AUTH}/forgot-password`, { email: jane.email });
  const token = await tokenSentTo(one, jane.email, 'PasswordResetRequested');
  await one.api.post(`${AUTH}/reset-password`, { token, password: 'Another-Horse-2' });
}

async function replay(): Promise<void> {
  await refresh(one, tokens);
  one.clock.advance(10_001);
  await warm(two, OFFICE);
  await refresh(one, tokens);
}

describe('on another instance, as soon as it looks again,', () => {
  it.each<[string, number, () => Promise<unknown>]>([
    ['signing out', 401, () => one.api.as(tokens.accessToken).post(`${AUTH}/logout`)],
    ['signing out everywhere', 401, () => one.api.as(tokens.accessToken).post(`${AUTH}/logout-all`)],
    ['the revocation of a session', 401, revokeFromElsewhere],
    ['a new password', 401, resetPassword],
    ['a replayed refresh token', 401, replay],
    ['a suspension', 401, () => admin.post(at(jane, '/suspend'), REASON)],
    ['another role', 403, () => admin.send('PUT', at(jane, '/role'), { body: { role: 'student' } })],
  ])('%s counts', async (_, status, revoke) => {
    expect(await warm(two, OFFICE)).toBe(200);
    await revoke();
    two.memory.advance(TRUST);
    expect((await ask(two, OFFICE)).status).toBe(status);
    expect((await ask(one, OFFICE)).status).toBe(status);
  });

  it('an approval counts', async () => {
    jane = await createUser(one, { role: 'admin', approval: { status: 'pending' } });
    tokens = (await logIn(one, { email: jane.email })).body;
    expect(await warm(two, OFFICE)).toBe(403);
    await admin.post(at(jane, '/approve'));
    two.memory.advance(TRUST);
    expect((await ask(two, OFFICE)).status).toBe(200);
  });

  it('a confirmed address counts', async () => {
    jane = await createUser(one, { emailVerifiedAt: null });
    tokens = (await logIn(one, { email: jane.email })).body;
    const enroll = () =>
      two.api.as(tokens.accessToken).post('/api/v1/enrollments', { courseId: 'f'.repeat(24) });
    await warm(two);
    expect((await enroll()).status).toBe(403);
    await one.app.get(Accounts).markEmailVerified(jane._id.toString());
    two.memory.advance(TRUST);
    expect((await enroll()).status).toBe(404);
  });

  it('a new proof of identity counts, and so does a longer session', async () => {
    expect(await warm(two)).toBe(200);
    const before = tokens;
    tokens = (await refresh(one, tokens)).body;
    expect((await ask(two)).status).toBe(200);
    tokens = before;
    expect((await ask(two)).status).toBe(200);
  });
});

describe('without Redis', () => {
  it('tokens are good, and dead ones stay dead, and so they do when it is back', async () => {
    expect([await warm(one), await warm(two)]).toEqual([200, 200]);
    one.redis.cut();
    two.redis.cut();
    try {
      two.memory.advance(TRUST);
      expect((await ask(two)).status).toBe(200);
      expect((await one.api.as(tokens.accessToken).post(`${AUTH}/logout`)).status).toBe(204);
      expect((await ask(one)).status).toBe(401);
      two.memory.advance(TRUST);
      expect((await ask(two)).status).toBe(401);
      two.redis.restore();
      await eventually(async () => {
        two.memory.advance(TRUST);
        expect((await ask(two)).status).toBe(401);
        expect(two.app.get(RedisService).usable).toBe(true);
      });
    } finally {
      one.redis.restore();
      two.redis.restore();
    }
    await eventually(async () => {
      for (const instance of [one, two]) {
        instance.memory.advance(TRUST);
        expect((await ask(instance)).status).toBe(401);
        expect(instance.app.get(RedisService).usable).toBe(true);
      }
    });
  });

  it('nobody believes what Redis kept from before, even if the one that knew better has died', async () => {
    const doomed = await startInstance();
    expect(await warm(two)).toBe(200);
    doomed.redis.cut();
    two.redis.cut();
    try {
      expect((await doomed.api.as(tokens.accessToken).post(`${AUTH}/logout`)).status).toBe(204);
      await stop(doomed);
      two.redis.restore();
      two.memory.advance(TRUST);
      await eventually(async () => {
        expect((await ask(two)).status).toBe(401);
        two.memory.advance(TRUST);
        expect(two.app.get(RedisService).usable).toBe(true);
      });
      expect((await ask(two)).status).toBe(401);
    } finally {
      two.redis.restore();
    }
  });

  it('of one instance, which dies, the worker tells Redis what it could not', async () => {
    const [worker, doomed] = [await startInstance({ worker: true }), await startInstance()];
    try {
      expect(await warm(two)).toBe(200);
      doomed.redis.cut();
      expect((await doomed.api.as(tokens.accessToken).post(`${AUTH}/logout`)).status).toBe(204);
      await stop(doomed);
      await eventually(async () => {
        two.memory.advance(TRUST);
        expect((await ask(two)).status).toBe(401);
      });
    } finally {
      await stop(worker);
    }
  });
});
