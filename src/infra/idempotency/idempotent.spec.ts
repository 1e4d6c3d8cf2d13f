import { Body, Controller, Delete, HttpCode, Module, Param, Post, Res } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { getConnectionToken } from '@nestjs/mongoose';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { IsInt } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Connection } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { up } from '../../../migrations/0010-idempotency-keys.ts';
import { up as upForErasing } from '../../../migrations/0086-answers-of-somebody.ts';
import { ApiClient } from '../../../test/support/api-client.js';
import { eventually } from '../../../test/support/eventually.js';
import { TestClock } from '../../../test/support/test-clock.js';
import { AccessGuard, Authenticator, Permission, Public, type Principal } from '../../common/access/index.js';
import { CommonErrors, DomainError } from '../../common/errors/index.js';
import { addHooks, ProblemFilter } from '../../common/http/index.js';
import { RequestValidationPipe } from '../../common/validation/index.js';
import { ConfigModule } from '../../config/index.js';
import { Clock, ClockModule } from '../clock/index.js';
import { indexDrift, MongoModule } from '../mongo/index.js';
import { IdempotencyModule, Idempotent } from './index.js';

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

class Order {
  @IsInt()
  amount: number;
}

/** The effect, which must happen once, and what a test lets it run into. */
const effects: number[] = [];
let fate: (() => unknown) | undefined;

async function takeEffect(amount: number): Promise<number> {
  const number = effects.push(amount);
  await fate?.();
  return number;
}

@Controller()
@Public({ readsToken: true })
class Shop {
  @Post('orders')
  @Idempotent({ required: true })
  async order(@Body() { amount }: Order, @Res({ passthrough: true }) reply: FastifyReply) {
    const number = await takeEffect(amount);
    reply.header('location', `/orders/${number}`);
    return { number, amount, thanks: 'ধন্যবাদ' };
  }

  @Post('refunds/:id')
  @HttpCode(202)
  @Idempotent()
  async refund(@Param('id') id: string) {
    return { id, number: await takeEffect(0) };
  }

  @Delete('orders/:id')
  @HttpCode(204)
  @Idempotent()
  async cancel() {
    await takeEffect(0);
  }
}

const order = (api: ApiClient, key: string, amount: unknown = 5) =>
  api.post('/orders', { amount }, { 'idempotency-key': key });

const cancel = (api: ApiClient, key: string) =>
  api.send('DELETE', '/orders/1', { headers: { 'idempotency-key': key } });

describe('A route with an Idempotency-Key', () => {
  const clock = new TestClock();
  const apps: NestFastifyApplication[] = [];
  let guest: ApiClient;
  let ada: ApiClient;
  let connection: Connection;

  /** One process of the API. */
  async function startInstance(): Promise<ApiClient> {
    @Module({
      imports: [ConfigModule, ClockModule, MongoModule, IdempotencyModule],
      controllers: [Shop],
      providers: [
        { provide: Authenticator, useClass: NamedAuthenticator },
        { provide: APP_GUARD, useClass: AccessGuard },
      ],
    })
    class TestModule {}
    const testing = await Test.createTestingModule({ imports: [TestModule] })
      .overrideProvider(Clock)
      .useValue(clock)
      .compile();
    testing.useLogger(false);
    const app = testing.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    app.useGlobalPipes(new RequestValidationPipe());
    app.useGlobalFilters(new ProblemFilter([]));
    addHooks(app.getHttpAdapter().getInstance(), {
      https: true,
      lifecycle: { stopping: false },
      observe: () => {},
    });
    await app.listen(0, '127.0.0.1');
    apps.push(app);
    return new ApiClient(await app.getUrl());
  }

  beforeAll(async () => {
    guest = await startInstance();
    ada = guest.as('ada');
    connection = apps[0]?.get<Connection>(getConnectionToken()) as Connection;
    await connection.asPromise();
    for (const step of [up, upForErasing])
      await step({ db: connection.db as never, client: connection.getClient() });
  });

  afterAll(async () => {
    await connection.dropDatabase();
    for (const app of apps) await app.close();
  });

  beforeEach(async () => {
    effects.length = 0;
    fate = undefined;
    await connection.collection('idempotency_keys').deleteMany({});
  });

  it('repeats the first answer: status, headers and bytes', async () => {
    const first = await order(ada, 'one');
    const second = await order(ada, 'one');
    expect(first.status).toBe(201);
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    expect([second.status, second.text]).toEqual([201, first.text]);
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect(second.headers.get('location')).toBe('/orders/1');
    expect(second.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(second.headers.get('x-request-id')).not.toBe(first.headers.get('x-request-id'));
    expect(effects).toEqual([5]);
  });

  it('does so from another process too, and for answers without a body', async () => {
    const other = (await startInstance()).as('ada');
    const first = await order(ada, 'one');
    expect((await order(other, 'one')).text).toBe(first.text);
    await cancel(ada, 'two');
    const repeated = await cancel(other, 'two');
    expect([repeated.status, repeated.text]).toEqual([204, '']);
    expect(repeated.headers.get('idempotent-replayed')).toBe('true');
    expect(effects).toEqual([5, 0]);
  });

  it('has one effect for twenty equal requests at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => order(ada, 'one')));
    expect(effects).toEqual([5]);
    const done = answers.filter(({ status }) => status === 201);
    const refused = answers.filter(({ status }) => status === 409);
    expect(done.length + refused.length).toBe(20);
    expect(new Set(done.map(({ text }) => text)).size).toBe(1);
    expect(done.filter(({ headers }) => !headers.has('idempotent-replayed'))).toHaveLength(1);
    for (const { body, headers } of refused)
      expect([body['code'], headers.get('retry-after')]).toEqual(['idempotency-in-progress', '1']);
    expect((await order(ada, 'one')).status).toBe(201);
  });

  it('refuses the key of another request', async () => {
    await order(ada, 'one', 5);
    const reused = await order(ada, 'one', 6);
    expect([reused.status, reused.body['code']]).toEqual([422, 'idempotency-key-reused']);
    const refund = (id: string) => ada.post(`/refunds/${id}`, undefined, { 'idempotency-key': 'one' });
    expect((await refund('1')).status).toBe(202);
    expect((await refund('2')).status).toBe(422);
    expect(effects).toEqual([5, 0]);
  });

  it('keeps the keys of callers apart', async () => {
    const first = await order(ada, 'one');
    const bobs = await order(guest.as('bob'), 'one');
    const guests = await order(guest, 'one');
    expect(new Set([first, bobs, guests].map(({ text }) => text)).size).toBe(3);
    expect((await order(guest, 'one')).text).toBe(guests.text);
  });

  it('keeps no request that was refused before the work', async () => {
    expect((await order(ada, 'one', 'five')).status).toBe(400);
    expect((await order(ada, 'one', 5)).status).toBe(201);
  });

  it('keeps what the handler decided', async () => {
    fate = () => Promise.reject(new DomainError(CommonErrors.alreadyExists));
    const first = await order(ada, 'one');
    fate = undefined;
    const second = await order(ada, 'one');
    expect([first.status, first.body['code']]).toEqual([409, 'already-exists']);
    expect([second.status, second.text]).toEqual([409, first.text]);
    expect(second.headers.get('content-type')).toBe(first.headers.get('content-type'));
    expect(second.headers.get('idempotent-replayed')).toBe('true');
  });

  it.each([
    ['an error of ours', new Error('bug'), 500],
    ['an outage', new DomainError(CommonErrors.unavailable), 503],
    ['a transient conflict', new DomainError(CommonErrors.conflict), 409],
    ['a lack of permission', new DomainError(CommonErrors.insufficientPermissions), 403],
  ])('lets a repetition succeed after %s', async (_, error, status) => {
    fate = () => Promise.reject(error);
    expect((await order(ada, 'one')).status).toBe(status);
    fate = undefined;
    const second = await order(ada, 'one');
    expect([second.status, second.headers.get('idempotent-replayed')]).toEqual([201, null]);
  });

  it('lets a repetition take over from a process that died, and the late one change nothing', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    fate = () => promise;
    const lost = order(ada, 'one');
    await eventually(() => expect(effects).toHaveLength(1));
    expect((await order(ada, 'one')).status).toBe(409);

    fate = undefined;
    clock.advance(60_000);
    const second = await order(ada, 'one');
    expect([second.status, second.body['number']]).toEqual([201, 2]);
    resolve();
    await lost;
    expect((await order(ada, 'one')).text).toBe(second.text);
  });

  it('forgets after a day', async () => {
    await order(ada, 'one');
    clock.advance(24 * 60 * 60_000 - 1);
    expect((await order(ada, 'one')).headers.get('idempotent-replayed')).toBe('true');
    clock.advance(1);
    const { promise, resolve } = Promise.withResolvers<void>();
    fate = () => promise;
    const running = order(ada, 'one', 6);
    await eventually(() => expect(effects).toHaveLength(2));
    expect((await order(ada, 'one', 6)).status).toBe(409);
    resolve();
    const anew = await running;
    expect([anew.status, anew.headers.get('idempotent-replayed')]).toEqual([201, null]);
    expect(effects).toEqual([5, 6]);
  });

  it('asks for a key where it must, and for one of a sensible length', async () => {
    const missing = await ada.post('/orders', { amount: 5 });
    expect([missing.status, missing.body['code']]).toEqual([400, 'idempotency-key-required']);
    for (const key of ['', 'x'.repeat(256)]) expect((await order(ada, key)).status).toBe(400);
    expect((await order(ada, 'x'.repeat(255))).status).toBe(201);
    expect((await ada.post('/refunds/1')).status).toBe(202);
    expect((await ada.post('/refunds/1')).headers.get('idempotent-replayed')).toBeNull();
  });

  it('has the indexes that it declares', async () => {
    expect(await indexDrift(connection)).toEqual([]);
  });
});
