import { getConnectionToken } from '@nestjs/mongoose';
import { Test, type TestingModule } from '@nestjs/testing';
import type { Connection, mongo } from 'mongoose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import { up } from '../../../migrations/0020-outbox.js';
import { startTcpProxy, type TcpProxy } from '../../../test/support/tcp-proxy.js';
import { requestContext } from '../../common/http/request-context.js';
import { ConfigModule, RedisConfig } from '../../config/index.js';
import { ClockModule } from '../clock/index.js';
import { MongoModule, Transactions } from '../mongo/index.js';
import { DeadLetters, QueueModule, Queues, QueueWorkerModule } from '../queue/index.js';
import { hasten, removeKeys } from '../queue/testing/queue-tests.js';
import { RedisModule } from '../redis/index.js';
import { EventsQueue } from './event-handlers.js';
import { Outbox, OutboxModule, OutboxRepository, OutboxWorkerModule } from './index.js';
import { OrderHandlers, OrderPlaced } from './testing/order-placed.js';

let proxy: TcpProxy;
const running: TestingModule[] = [];

/** A process of the application; `worker` makes it relay and handle. */
async function start(kind: 'api' | 'worker'): Promise<TestingModule> {
  const app = await Test.createTestingModule({
    imports: [
      ConfigModule,
      ClockModule,
      RedisModule,
      MongoModule,
      QueueModule,
      OutboxModule,
      ...(kind === 'worker' ? [QueueWorkerModule, OutboxWorkerModule] : []),
    ],
    providers: [OrderHandlers],
  })
    .overrideProvider(RedisConfig)
    .useFactory({ factory: () => ({ ...redisSettings(), REDIS_URL: proxy.url }) })
    .compile();
  app.useLogger(false);
  await app.init();
  running.push(app);
  return app;
}

const redisSettings = () => ({
  REDIS_KEY_PREFIX: process.env['REDIS_KEY_PREFIX'],
  REDIS_COMMAND_TIMEOUT_MS: 200,
});

const place = (app: TestingModule, orderId: string) =>
  app.get(Transactions).run(() => app.get(Outbox).publish(new OrderPlaced({ orderId })));

const handled = (list: 'receipts' | 'shipments', ...apps: TestingModule[]) =>
  apps.flatMap((app) => app.get(OrderHandlers)[list].map(({ payload }) => payload.orderId)).toSorted();

const outbox = (app: TestingModule) => app.get<Connection>(getConnectionToken()).collection('outbox');

const pending = async (app: TestingModule) => (await app.get(OutboxRepository).backlog()).count;

const api = () => running[0] as TestingModule;

describe('Outbox', () => {
  beforeAll(async () => {
    proxy = await startTcpProxy(process.env['REDIS_URL'] as string);
    const app = await start('api');
    const connection = app.get<Connection>(getConnectionToken());
    await connection.asPromise();
    await up({ db: connection.db as mongo.Db, client: connection.getClient() });
  });

  afterEach(async () => {
    proxy.restore();
    const [first, ...others] = running;
    await Promise.all(others.map((app) => app.close()));
    running.splice(1);
    await removeKeys(first as TestingModule);
    await outbox(first as TestingModule).deleteMany({});
  });

  afterAll(async () => {
    const [app] = running;
    await app?.get<Connection>(getConnectionToken()).dropDatabase();
    await app?.close();
    await proxy.close();
  });

  it('delivers an event once to each of its handlers, with two relays at work', async () => {
    const workers = await Promise.all([start('worker'), start('worker')]);
    const orders = Array.from({ length: 250 }, (_, index) => `order-${String(index).padStart(3, '0')}`);
    for (let from = 0; from < orders.length; from += 25)
      await Promise.all(orders.slice(from, from + 25).map((orderId) => place(api(), orderId)));
    await eventually(() => {
      expect(handled('receipts', ...workers)).toHaveLength(orders.length);
      expect(handled('shipments', ...workers)).toHaveLength(orders.length);
    });
    expect(handled('receipts', ...workers)).toEqual(orders);
    expect(handled('shipments', ...workers)).toEqual(orders);
    await eventually(async () => expect(await pending(api())).toBe(0));
  });

  it('tells handlers what happened, when, and because of which request', async () => {
    const worker = await start('worker');
    const before = new Date();
    const context = { requestId: 'request-7', actor: { userId: 'u1', role: 'student' } } as const;
    await requestContext.run(context, () => place(api(), 'a'));
    const handlers = worker.get(OrderHandlers);
    await eventually(() => expect(handlers.receipts).toHaveLength(1));
    const [event] = handlers.receipts;
    expect(event).toMatchObject({ type: 'OrderPlaced', payload: { orderId: 'a' }, requestId: 'request-7' });
    expect(event?.occurredAt.getTime()).toBeGreaterThanOrEqual(before.getTime());
    expect(handlers.contexts).toEqual([context]);
  });

  it('publishes nothing of a transaction that is taken back', async () => {
    const worker = await start('worker');
    const failure = new Error('changed my mind');
    const run = api()
      .get(Transactions)
      .run(async () => {
        await api()
          .get(Outbox)
          .publish(new OrderPlaced({ orderId: 'never' }));
        throw failure;
      });
    await expect(run).rejects.toBe(failure);
    await place(api(), 'later');
    await eventually(() => expect(handled('receipts', worker)).toEqual(['later']));
    expect(await outbox(api()).countDocuments({})).toBe(1);
  });

  it('refuses an event outside a transaction', async () => {
    const publish = api()
      .get(Outbox)
      .publish(new OrderPlaced({ orderId: 'x' }));
    await expect(publish).rejects.toThrow('inside Transactions.run only');
  });

  it('tries a failing handler again, alone, until it is a dead letter', async () => {
    const worker = await start('worker');
    worker.get(OrderHandlers).failShipment = true;
    await place(api(), 'heavy');
    const dead = () => worker.get(DeadLetters).list();
    await eventually(async () => {
      await hasten(worker, EventsQueue);
      expect(await dead()).toMatchObject([{ name: 'shipments.prepare', error: 'no more boxes' }]);
    });
    expect(worker.get(OrderHandlers).shipments).toHaveLength(EventsQueue.options.attempts);
    expect(handled('receipts', worker)).toEqual(['heavy']);
  });

  it('keeps events while Redis is gone, and delivers them when it is back', async () => {
    const worker = await start('worker');
    proxy.cut();
    await place(api(), 'patient');
    await eventually(async () =>
      expect(await outbox(api()).countDocuments({ claim: { $exists: true } })).toBe(1),
    );
    expect(handled('receipts', worker)).toEqual([]);
    expect(await pending(api())).toBe(1);
    proxy.restore();
    await eventually(() => expect(handled('receipts', worker)).toEqual(['patient']));
    await eventually(() => expect(handled('shipments', worker)).toEqual(['patient']));
  });

  it('has one effect when a relay dies between handing over and marking', async () => {
    const worker = await start('worker');
    await place(api(), 'first');
    await eventually(() => expect(handled('receipts', worker)).toEqual(['first']));
    await eventually(async () => expect(await pending(api())).toBe(0));
    // What the database holds when the mark was never written and the claim has expired.
    await outbox(api()).updateOne(
      {},
      { $set: { pending: true, claimedUntil: new Date(0) }, $unset: { relayedAt: 1 } },
    );
    await place(api(), 'second');
    await eventually(() => expect(handled('receipts', worker)).toEqual(['first', 'second']));
    await eventually(() => expect(handled('shipments', worker)).toEqual(['first', 'second']));
    await eventually(async () => expect(await pending(api())).toBe(0));
    const idle = { waiting: 0, active: 0, delayed: 0, dead: 0 };
    await eventually(async () => expect(await api().get(Queues).depths()).toEqual({ events: idle }));
    expect(handled('receipts', worker)).toEqual(['first', 'second']);
    expect(handled('shipments', worker)).toEqual(['first', 'second']);
  });

  it('gives each of many relays events that no other has', async () => {
    for (let index = 0; index < 30; index++) await place(api(), `order-${index}`);
    const repository = api().get(OutboxRepository);
    const now = new Date();
    const until = new Date(now.getTime() + 60_000);
    const drain = async (relay: number) => {
      const claimed: string[] = [];
      // A relay that loses a race gets nothing, and looks again while there is something.
      while ((await outbox(api()).countDocuments({ claimedUntil: { $lte: now } })) > 0) {
        const batch = await repository.claim(`relay-${relay}-${claimed.length}`, now, until, 1 + relay);
        claimed.push(...batch.map(({ _id }) => _id.toString()));
      }
      return claimed;
    };
    const claimed = (await Promise.all([0, 1, 2, 3, 4, 5].map(drain))).flat();
    expect(new Set(claimed).size).toBe(30);
    expect(claimed).toHaveLength(30);
  });

  it('leaves the events of a relay that died to another', async () => {
    await place(api(), 'orphan');
    const repository = api().get(OutboxRepository);
    const now = new Date();
    const until = new Date(now.getTime() + 30_000);
    expect(await repository.claim('dies', now, until, 10)).toHaveLength(1);
    expect(await repository.claim('too early', now, until, 10)).toHaveLength(0);
    expect(await repository.claim('heir', until, until, 10)).toHaveLength(1);
  });
});
