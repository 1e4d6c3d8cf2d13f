import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import type { ApiClient } from '../support/api-client.js';
import { createUser, signIn } from '../support/people.js';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const ME = '/api/v1/users/me';
const COURSES = '/api/v1/courses';

let mongo: TcpProxy;
let redis: TcpProxy;
let test: TestApp;
let student: UserDocument;
let client: ApiClient;

beforeAll(async () => {
  mongo = await startTcpProxy(process.env['MONGODB_URI'] ?? '');
  redis = await startTcpProxy(process.env['REDIS_URL'] ?? '');
  // The application meets both servers through doors that can be shut.
  process.env['MONGODB_URI'] = directly(mongo.url);
  process.env['REDIS_URL'] = redis.url;
  process.env['MONGODB_SERVER_SELECTION_TIMEOUT_MS'] = '1000';
  test = await startTestApp();
  student = await createUser(test);
  client = await signIn(test, student);
});
afterAll(async () => {
  await test.close();
  await mongo.close();
  await redis.close();
});

/** Else the driver would go past the proxy, to the address by which the server calls itself. */
function directly(uri: string): string {
  const url = new URL(uri);
  url.searchParams.set('directConnection', 'true');
  return url.href;
}

const statusOf = async (path: string) => (await client.get(path)).status;
const health = async () => (await test.api.get('/api/health')).body['status'];

describe.each(['cut', 'stall'] as const)('while Redis is gone (%s)', (how) => {
  afterEach(async () => {
    redis.restore();
    await expect.poll(health, { timeout: 10_000 }).toBe('healthy');
  });

  it('reads and sign-in go on, and health says degraded', async () => {
    redis[how]();
    expect(await statusOf(ME)).toBe(200);
    expect(await statusOf(COURSES)).toBe(200);
    expect((await (await signIn(test, student)).get(ME)).status).toBe(200);
    expect(await health()).toBe('degraded');
    expect((await test.api.get('/api/health/ready')).status).toBe(200);
  });
});

describe.each(['cut', 'stall'] as const)('while MongoDB is gone (%s)', (how) => {
  it('requests get a 503 problem, health tells, and everything recovers without a restart', async () => {
    mongo[how]();
    const answer = await client.get(ME);
    expect(answer).toMatchObject({ status: 503, body: { code: 'service-unavailable' } });
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(answer.text).not.toMatch(/127\.0\.0\.1|mongo/i);
    expect((await test.api.get('/api/health/ready')).status).toBe(503);
    expect((await test.api.get('/api/health/live')).status).toBe(200);
    expect(await test.api.get('/api/health/database')).toMatchObject({
      status: 503,
      body: { status: 'unhealthy' },
    });

    mongo.restore();
    await expect.poll(() => statusOf(ME), { timeout: 15_000 }).toBe(200);
    await expect.poll(health, { timeout: 15_000 }).toBe('healthy');
  });
});
