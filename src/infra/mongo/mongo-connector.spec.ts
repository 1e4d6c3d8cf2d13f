import { getConnectionToken } from '@nestjs/mongoose';
import { Test } from '@nestjs/testing';
import type { Connection } from 'mongoose';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import { startStandaloneMongo } from '../../../test/support/mongo-standalone.js';
import { startTcpProxy, type TcpProxy } from '../../../test/support/tcp-proxy.js';
import { CommonErrors, DomainError } from '../../common/errors/index.js';
import { ConfigModule, MongoConfig, readConfig } from '../../config/index.js';
import { ClockModule } from '../clock/index.js';
import { MongoModule, Transactions, translateMongoError } from './index.js';

/** An application with the database at this address, what it logs, and nothing else. */
async function start(uri: string, selectionTimeoutMs = 1_000) {
  const lines: string[] = [];
  const write = (message: string) => lines.push(message);
  const module = await Test.createTestingModule({ imports: [ConfigModule, ClockModule, MongoModule] })
    .overrideProvider(MongoConfig)
    .useValue({
      ...readConfig(MongoConfig),
      MONGODB_URI: uri,
      MONGODB_SERVER_SELECTION_TIMEOUT_MS: selectionTimeoutMs,
    })
    .compile();
  module.useLogger({ log: write, warn: write, error: write });
  await module.init();
  const connection = module.get<Connection>(getConnectionToken());
  return { module, connection, lines, count: () => connection.collection('things').countDocuments() };
}

describe('MongoConnector', () => {
  let proxy: TcpProxy;
  let uri: string;

  beforeEach(async () => {
    proxy = await startTcpProxy(process.env['MONGODB_URI'] ?? '');
    const url = new URL(proxy.url);
    // Else the driver would go past the proxy, to the address by which the server calls itself.
    url.searchParams.set('directConnection', 'true');
    uri = url.href;
  });
  afterEach(() => proxy.close());

  it('comes up without a server, answers that it is unavailable, and recovers by itself', async () => {
    proxy.cut();
    const { module, lines, count } = await start(uri);
    onTestFinished(() => module.close());

    const error = translateMongoError(await count().catch((thrown: unknown) => thrown));
    expect(DomainError.is(error, CommonErrors.unavailable)).toBe(true);
    expect(error!.retryAfterSeconds).toBeGreaterThan(0);

    proxy.restore();
    await eventually(async () => expect(await count()).toBe(0));
    expect(lines).toEqual([expect.stringMatching(/^MongoDB error: /), 'MongoDB connected']);
  });

  it('survives the loss of the server and says when it comes and goes', async () => {
    const { module, connection, lines, count } = await start(uri);
    onTestFinished(() => module.close());
    await connection.asPromise();
    expect(connection.name).toBe(process.env['MONGODB_DATABASE']);

    proxy.cut();
    const error = await eventually(async () => {
      const thrown = await count().then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(thrown).toBeDefined();
      return thrown;
    });
    expect(translateMongoError(error)).toMatchObject({ type: CommonErrors.unavailable });
    await eventually(() => expect(lines).toContain('MongoDB disconnected'));

    proxy.restore();
    await eventually(async () => expect(await count()).toBe(0));
    expect(lines.filter((line) => line === 'MongoDB connected')).toHaveLength(2);
  });

  it('never logs the URI', async () => {
    proxy.cut();
    const { module, lines } = await start(uri.replace('mongodb://', 'mongodb://somebody:s3cret@'));
    onTestFinished(() => module.close());
    await eventually(() => expect(lines).not.toEqual([]));
    expect(lines.join()).not.toMatch(/s3cret|somebody|mongodb:/);
  });

  it('closes at once while there is no server', async () => {
    proxy.cut();
    // Waiting for the selection to give up would outlast this test.
    const { module } = await start(uri, 3_600_000);
    await expect(module.close()).resolves.toBeUndefined();
  });

  it('says so when the server has no replica set, because transactions need one', async () => {
    const standalone = await startStandaloneMongo();
    const { module, lines } = await start(standalone.uri);
    onTestFinished(async () => {
      await module.close();
      await standalone.close();
    });
    await eventually(() => expect(lines.join('\n')).toMatch(/without a replica set.*--replSet/));
  });

  it('is silent about transactions where they work', async () => {
    const { module, connection, lines } = await start(uri);
    onTestFinished(() => module.close());
    await connection.asPromise();
    await module.get(Transactions).run(() => connection.collection('things').countDocuments());
    expect(lines).toEqual(['MongoDB connected']);
  });
});
