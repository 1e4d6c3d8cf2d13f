import { Test, type TestingModule } from '@nestjs/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import { startTcpProxy, type TcpProxy } from '../../../test/support/tcp-proxy.js';
import { CommonErrors, DomainError } from '../../common/errors/index.js';
import { ConfigModule, readConfig, RedisConfig, RuntimeConfig } from '../../config/index.js';
import { RedisModule } from '../redis/index.js';
import { QueueModule, Queues, QueueWorkerModule } from './index.js';
import { Greeter, Greetings } from './testing/greeter.js';
import { hasten, removeKeys } from './testing/queue-tests.js';

const unavailable = (error: unknown) => DomainError.is(error, CommonErrors.unavailable);

describe('queues', () => {
  let proxy: TcpProxy;
  let worker: TestingModule;

  async function start(settings: Partial<RuntimeConfig> = {}): Promise<TestingModule> {
    const app = await Test.createTestingModule({
      imports: [ConfigModule, RedisModule, QueueModule, QueueWorkerModule],
      providers: [Greeter],
    })
      .overrideProvider(RedisConfig)
      .useValue({ ...readConfig(RedisConfig), REDIS_URL: proxy.url })
      .overrideProvider(RuntimeConfig)
      .useValue({ ...readConfig(RuntimeConfig), ...settings })
      .compile();
    app.useLogger(false);
    return app.init();
  }

  beforeEach(async () => {
    proxy = await startTcpProxy(process.env['REDIS_URL'] as string);
    worker = await start();
  });
  afterEach(async () => {
    proxy.restore();
    await removeKeys(worker);
    await worker.close();
    await proxy.close();
  });

  const add = (name: string) => worker.get(Queues).add(Greetings, { payload: { name }, id: name });
  const depth = async (app = worker) => (await app.get(Queues).depths())['greetings'];
  const seen = () => worker.get(Greeter).seen.map(({ name }) => name);

  it('refuse jobs at once while Redis is gone, and take them again afterwards', async () => {
    await add('before');
    await eventually(() => expect(seen()).toEqual(['before']));
    proxy.cut();
    await expect(add('during')).rejects.toSatisfy(unavailable);
    await expect(worker.get(Queues).depths()).rejects.toSatisfy(unavailable);
    proxy.restore();
    await eventually(() => add('after'));
    await eventually(() => expect(seen()).toEqual(['before', 'after']));
  });

  it('come to life when Redis was gone at the start', async () => {
    await worker.close();
    proxy.cut();
    worker = await start();
    await expect(add('too early')).rejects.toSatisfy(unavailable);
    proxy.restore();
    await eventually(() => add('in time'));
    await eventually(() => expect(seen()).toEqual(['in time']));
  });

  it('do not make anybody wait for a Redis that hangs', async () => {
    await add('before');
    proxy.stall();
    await expect(add('during')).rejects.toSatisfy(unavailable);
  });

  it('record what was done while Redis was gone', async () => {
    const { started, letGo } = worker.get(Greeter).hold();
    await add('lonely');
    await started;
    proxy.cut();
    letGo();
    proxy.restore();
    await eventually(async () =>
      expect(await depth()).toEqual({ waiting: 0, active: 0, delayed: 0, dead: 0 }),
    );
    expect(seen()).toEqual(['lonely']);
  });

  it('let running jobs finish when the worker is told to stop', async () => {
    const { started, letGo } = worker.get(Greeter).hold();
    await add('last');
    const signal = await started;
    const closed = worker.close();
    letGo();
    await closed;
    expect(signal.aborted).toBe(false);
    worker = await start();
    expect(await depth()).toEqual({ waiting: 0, active: 0, delayed: 0, dead: 0 });
  });

  it('hand a job that can not finish in time to the next worker', async () => {
    await worker.close();
    worker = await start({ SHUTDOWN_TIMEOUT_MS: 1 });
    const { started } = worker.get(Greeter).hold();
    await add('endless');
    const signal = await started;
    await worker.close();
    expect(signal.aborted).toBe(true);
    worker = await start();
    await eventually(async () => {
      await hasten(worker, Greetings);
      expect(seen()).toEqual(['endless']);
    });
  });

  it.each(['before', 'after'] as const)(
    'stop although Redis is gone, since %s they started',
    async (when) => {
      await worker.close();
      if (when === 'before') proxy.cut();
      const stopping = await start({ SHUTDOWN_TIMEOUT_MS: 1 });
      if (when === 'after') {
        await eventually(() => stopping.get(Queues).depths());
        proxy.cut();
      }
      await stopping.close();
      proxy.restore();
      worker = await start();
      await eventually(() => add('next'));
      await eventually(() => expect(seen()).toEqual(['next']));
    },
  );
});
