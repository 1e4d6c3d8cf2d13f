import { Injectable } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import { CommonErrors, DomainError } from '../../common/errors/index.js';
import { requestContext } from '../../common/http/request-context.js';
import { ConfigModule } from '../../config/index.js';
import { RedisModule, RedisService } from '../redis/index.js';
import { ConsumerRunner } from './consumer-runner.js';
import { Consumes, DeadLetters, PermanentFailure, QueueModule, Queues } from './index.js';
import { QueueWorkerModule } from './queue.module.js';
import { Greeter, Greetings, HastyGreetings } from './testing/greeter.js';
import { hasten, removeKeys } from './testing/queue-tests.js';

let app: TestingModule;
let queues: Queues;
let deadLetters: DeadLetters;
let greeter: Greeter;

beforeAll(async () => {
  app = await Test.createTestingModule({
    imports: [ConfigModule, RedisModule, QueueModule, QueueWorkerModule],
    providers: [Greeter],
  }).compile();
  app.useLogger(false);
  await app.init();
  queues = app.get(Queues);
  deadLetters = app.get(DeadLetters);
  greeter = app.get(Greeter);
});

afterAll(async () => {
  await removeKeys(app);
  await app.close();
});

/** Jobs of others go on as before. */
const failFor = (name: string, error: Error) => {
  greeter.work = async (greeting) => {
    if (greeting.name === name) throw error;
  };
};

const deadNames = async () =>
  (await deadLetters.list()).map(({ payload }) => (payload as { name: string }).name);

test('a job reaches its consumer, with the id of the request that added it', async () => {
  await requestContext.run({ requestId: 'request-1' }, () =>
    queues.add(Greetings, { payload: { name: 'Ada' } }),
  );
  await eventually(() =>
    expect(greeter.seen).toContainEqual({ name: 'Ada', attempt: 1, requestId: 'request-1' }),
  );
});

test('a job with the id of an earlier one has no effect', async () => {
  const add = () => queues.add(Greetings, { payload: { name: 'Twin' }, id: 'twin' });
  await Promise.all([add(), add()]);
  await eventually(() => expect(greeter.attemptsFor('Twin')).toEqual([1]));
  await add();
  await queues.add(Greetings, { payload: { name: 'After the twin' } });
  await eventually(() => expect(greeter.attemptsFor('After the twin')).toEqual([1]));
  expect(greeter.attemptsFor('Twin')).toEqual([1]);
});

test('a failing job is tried again, and then it is a dead letter that can be replayed', async () => {
  failFor('Bob', new Error('Bob is out'));
  await queues.add(Greetings, { payload: { name: 'Bob' }, id: 'bob', requestId: 'request-2' });
  await eventually(async () => {
    await hasten(app, Greetings);
    expect(await deadNames()).toEqual(['Bob']);
  });
  expect(greeter.attemptsFor('Bob')).toEqual([1, 2, 3]);
  expect(await deadLetters.list()).toEqual([
    {
      queue: 'greetings',
      id: 'bob',
      name: 'greetings',
      payload: { name: 'Bob' },
      requestId: 'request-2',
      error: 'Bob is out',
      attempts: 3,
      failedAt: expect.any(Date) as Date,
    },
  ]);
  expect(await queues.depths()).toMatchObject({ greetings: { dead: 1, delayed: 0 } });

  greeter.work = async () => {};
  await deadLetters.replay('greetings', 'bob');
  await eventually(() => expect(greeter.attemptsFor('Bob')).toEqual([1, 2, 3, 1]));
  expect(await deadNames()).toEqual([]);
});

test('a failed job waits before it is tried again', async () => {
  failFor('Patient', new Error('not yet'));
  await queues.add(Greetings, { payload: { name: 'Patient' } });
  await eventually(async () => expect(await queues.depths()).toMatchObject({ greetings: { delayed: 1 } }));
  greeter.work = async () => {};
  await hasten(app, Greetings);
  await eventually(() => expect(greeter.attemptsFor('Patient')).toEqual([1, 2]));
});

test('a permanent failure is a dead letter at once, and can be discarded', async () => {
  failFor('Nobody', new PermanentFailure('no such person'));
  await queues.add(Greetings, { payload: { name: 'Nobody' }, id: 'nobody' });
  await eventually(async () => expect(await deadNames()).toEqual(['Nobody']));
  expect(greeter.attemptsFor('Nobody')).toEqual([1]);
  await deadLetters.discard('greetings', 'nobody');
  expect(await deadNames()).toEqual([]);
});

test('dead letters are listed the latest first', async () => {
  for (const name of ['Oldest', 'Middle', 'Latest']) {
    failFor(name, new PermanentFailure('gone'));
    await queues.add(Greetings, { payload: { name }, id: name });
    await eventually(async () => expect(await deadNames()).toContain(name));
  }
  expect(await deadNames()).toEqual(['Latest', 'Middle', 'Oldest']);
  const second = await deadLetters.list({ queue: 'greetings', offset: 1, limit: 1 });
  expect(second.map(({ id }) => id)).toEqual(['Middle']);
  for (const name of await deadNames()) await deadLetters.discard('greetings', name);
});

test('a job that takes too long is told so, and fails', async () => {
  await queues.add(HastyGreetings, { payload: { name: 'Sloth' }, id: 'sloth' });
  await eventually(async () =>
    expect(await deadLetters.list({ queue: 'hasty-greetings' })).toMatchObject([
      { id: 'sloth', error: expect.stringMatching(/timeout/i) as string },
    ]),
  );
});

test('what is not a dead letter is not found', async () => {
  await queues.add(Greetings, { payload: { name: 'Alive' }, id: 'alive' });
  for (const [queue, id] of [
    ['greetings', 'alive'],
    ['greetings', 'unknown'],
    ['unknown', 'bob'],
  ] as const)
    await expect(deadLetters.replay(queue, id)).rejects.toSatisfy((error) =>
      DomainError.is(error, CommonErrors.notFound),
    );
});

test('a worker that is told to stop while it starts begins nothing that nobody would close', async () => {
  const module = await Test.createTestingModule({
    imports: [ConfigModule, RedisModule, QueueModule, QueueWorkerModule],
    providers: [Greeter],
  }).compile();
  module.useLogger(false);
  const connect = vi.spyOn(module.get(RedisService), 'connect');
  const runner = module.get(ConsumerRunner);
  const starting = runner.onApplicationBootstrap();
  runner.onModuleDestroy();
  await starting;
  expect(connect).not.toHaveBeenCalled();
  await module.close();
});

test('two consumers of one queue are refused at start', async () => {
  @Injectable()
  class Second {
    @Consumes(Greetings)
    async greet(): Promise<void> {}
  }
  const module = await Test.createTestingModule({
    imports: [ConfigModule, RedisModule, QueueModule],
    providers: [Greeter, Second],
  }).compile();
  module.useLogger(false);
  await expect(module.init()).rejects.toThrow(
    'Both Greeter.greet and Second.greet consume the queue greetings.',
  );
  await module.close();
});
