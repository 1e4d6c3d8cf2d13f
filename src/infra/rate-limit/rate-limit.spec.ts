import { Controller, Get, Module, Post } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { FastifyRequest } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ApiClient } from '../../../test/support/api-client.js';
import { eventually } from '../../../test/support/eventually.js';
import { startTcpProxy, type TcpProxy } from '../../../test/support/tcp-proxy.js';
import { TestClock } from '../../../test/support/test-clock.js';
import { AccessGuard, Authenticator, Permission, Public, type Principal } from '../../common/access/index.js';
import { ProblemFilter } from '../../common/http/index.js';
import { ConfigModule, HttpConfig, readConfig, RedisConfig } from '../../config/index.js';
import { Clock, ClockModule } from '../clock/index.js';
import { RedisModule, RedisService } from '../redis/index.js';
import { LocalRateLimit, NoRateLimit, SignInRateLimit } from '../../common/rate-limit/index.js';
import { RateLimitGuard, RateLimitModule } from './index.js';

/** The token is the name of the user. */
class NamedAuthenticator extends Authenticator {
  async authenticate({ headers }: FastifyRequest): Promise<Principal | undefined> {
    const userId = headers.authorization?.slice('Bearer '.length);
    return userId === undefined
      ? undefined
      : {
          userId,
          role: 'student',
          permissions: new Set([Permission.OwnAccount]),
          emailVerified: true,
          sessionId: 'session',
          authenticatedAt: new Date(),
        };
  }

  requireRecent(): void {}
}

@Controller()
@Public({ readsToken: true })
class Routes {
  @Get('one')
  one() {
    return 'one';
  }

  @Get('two')
  two() {
    return 'two';
  }

  @Get('local')
  @LocalRateLimit()
  local() {
    return 'local';
  }

  @Get('free')
  @NoRateLimit()
  free() {
    return 'free';
  }

  @Post('sign-in')
  @SignInRateLimit()
  signIn() {
    return 'signed in';
  }
}

const LIMIT = 3;

const statuses = async (calls: number, call: () => Promise<{ status: number }>) => {
  const seen: number[] = [];
  for (let made = 0; made < calls; made++) seen.push((await call()).status);
  return seen;
};

const from = (address: string) => ({ 'x-forwarded-for': address });

describe('Rate limits', () => {
  const config = readConfig(RedisConfig);
  const clock = new TestClock();
  let apps: NestFastifyApplication[];
  let proxy: TcpProxy;

  /** One process of the API. It reaches Redis by way of the proxy. */
  async function startInstance({ limit = LIMIT } = {}) {
    @Module({
      imports: [ConfigModule, ClockModule, RedisModule, RateLimitModule],
      controllers: [Routes],
      providers: [
        { provide: Authenticator, useClass: NamedAuthenticator },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_GUARD, useClass: RateLimitGuard },
      ],
    })
    class TestModule {}
    const testing = await Test.createTestingModule({ imports: [TestModule] })
      .overrideProvider(Clock)
      .useValue(clock)
      .overrideProvider(RedisConfig)
      .useValue({ ...config, REDIS_URL: proxy.url })
      .overrideProvider(HttpConfig)
      .useValue({
        ...readConfig(HttpConfig),
        RATE_LIMIT_PER_MINUTE: limit,
        RATE_LIMIT_SIGN_IN_PER_MINUTE: 2,
      })
      .compile();
    testing.useLogger(false);
    const app = testing.createNestApplication<NestFastifyApplication>(
      new FastifyAdapter({ trustProxy: true }),
    );
    app.useGlobalFilters(new ProblemFilter([]));
    await app.listen(0, '127.0.0.1');
    apps.push(app);
    const redis = app.get(RedisService);
    await eventually(() => expect(redis.usable).toBe(true));
    const api = new ApiClient(await app.getUrl());
    return { api, redis };
  }

  beforeEach(async () => {
    apps = [];
    proxy = await startTcpProxy(config.REDIS_URL);
  });

  afterEach(async () => {
    proxy.restore();
    const { redis } = await startInstance();
    const prefix = `${config.REDIS_KEY_PREFIX}:`;
    const keys = await redis.client.keys(`${prefix}*`);
    if (keys.length > 0) await redis.client.del(keys.map((key) => key.slice(prefix.length)));
    for (const app of apps) await app.close();
    await proxy.close();
  });

  it('hold over all routes and all instances', async () => {
    const [{ api: first }, { api: second }] = [await startInstance(), await startInstance()];
    expect((await first.get('/one')).status).toBe(200);
    expect((await second.get('/two')).status).toBe(200);
    expect((await first.get('/two')).status).toBe(200);
    expect((await second.get('/one')).status).toBe(429);
  });

  it('hold for parallel requests', async () => {
    const { api } = await startInstance();
    const answers = await Promise.all(Array.from({ length: 20 }, () => api.get('/one')));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(LIMIT);
  });

  it('let a burst at two instances pass by a quarter at most, although neither waits far from the limit', async () => {
    const limit = 20;
    const [{ api: first }, { api: second }] = [
      await startInstance({ limit }),
      await startInstance({ limit }),
    ];
    for (const api of [first, second]) await api.get('/one');
    const burst = Array.from({ length: 40 }, (_, index) => (index % 2 ? first : second).get('/one'));
    const passed = (await Promise.all(burst)).filter(({ status }) => status === 200).length;
    expect(passed).toBeGreaterThanOrEqual(limit - 2);
    expect(passed).toBeLessThanOrEqual(limit - 2 + limit / 4);
    expect((await first.get('/one')).status).toBe(429);
  });

  it('need no answer of Redis far from the limit', async () => {
    const { api } = await startInstance({ limit: 20 });
    await api.get('/one');
    proxy.stall();
    expect((await api.get('/one')).headers.get('ratelimit-remaining')).toBe('18');
  });

  it('say how much is left, and when to come back', async () => {
    const { api } = await startInstance();
    const first = await api.get('/one');
    expect(first.headers.get('ratelimit-limit')).toBe(String(LIMIT));
    expect(first.headers.get('ratelimit-remaining')).toBe(String(LIMIT - 1));
    expect(Number(first.headers.get('ratelimit-reset'))).toBeGreaterThan(0);
    await statuses(LIMIT, () => api.get('/one'));
    const refused = await api.get('/one');
    expect([refused.status, refused.body['code']]).toEqual([429, 'too-many-requests']);
    expect(refused.headers.get('content-type')).toMatch('application/problem+json');
    expect(refused.headers.get('ratelimit-remaining')).toBe('0');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60);
  });

  it('count users by themselves, wherever they are, and guests by their network', async () => {
    const { api } = await startInstance();
    await statuses(LIMIT, () => api.as('ada').get('/one'));
    expect((await api.as('ada').get('/one', from('203.0.113.9'))).status).toBe(429);
    expect((await api.as('bob').get('/one')).status).toBe(200);
    await statuses(LIMIT, () => api.get('/one', from('2001:db8::1')));
    expect((await api.get('/one', from('2001:db8::2'))).status).toBe(429);
    expect((await api.get('/one', from('2001:db8:0:1::1'))).status).toBe(200);
  });

  it('count sign-in by address and apart, whoever tries', async () => {
    const [{ api: first }, { api: second }] = [await startInstance(), await startInstance()];
    expect((await first.as('ada').post('/sign-in')).status).toBe(201);
    expect((await second.as('bob').post('/sign-in')).status).toBe(201);
    expect((await first.as('eve').post('/sign-in')).status).toBe(429);
    expect((await first.get('/one')).status).toBe(200);
  });

  it('leave alone what declares none', async () => {
    const { api } = await startInstance();
    expect(await statuses(LIMIT + 2, () => api.get('/free'))).not.toContain(429);
  });

  it('begin anew when the window is over', async () => {
    const { api } = await startInstance();
    expect(await statuses(LIMIT + 1, () => api.get('/local'))).toEqual([200, 200, 200, 429]);
    clock.advance(60_000);
    expect(await statuses(LIMIT + 1, () => api.get('/local'))).toEqual([200, 200, 200, 429]);
  });

  it('count local routes without Redis, per instance', async () => {
    const [{ api: first }, { api: second }] = [await startInstance(), await startInstance()];
    proxy.stall();
    expect(await statuses(LIMIT + 1, () => first.get('/local'))).toEqual([200, 200, 200, 429]);
    expect((await second.get('/local')).status).toBe(200);
  });

  it.each(['cut', 'stall'] as const)('go on in each process when Redis is gone (%s)', async (outage) => {
    const { api, redis } = await startInstance();
    await api.get('/one');
    proxy[outage]();
    expect(await statuses(LIMIT + 1, () => api.get('/one'))).toEqual([200, 200, 200, 429]);
    proxy.restore();
    await eventually(() => expect(redis.usable).toBe(true));
    expect(await statuses(LIMIT, () => api.get('/one'))).toContain(429);
  });
});
