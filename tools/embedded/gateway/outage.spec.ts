import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { MongoClient, type MongoError } from 'mongodb';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startServices } from '../index.ts';
import { listens, serverPids } from '../testing/probes.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { msg, RawConnection } from './testing/raw-connection.ts';

/** Starting everything, twice, on a machine that is busy with other tests. */
const LONG_MS = 60_000;
const START_OVER = 'TransientTransactionError';
const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

describe('when PostgreSQL dies and comes back', () => {
  it(
    'clients that were connected go on, and transactions that were open start over',
    async (test) => {
      const dataDir = temporaryFolder();
      const { HOME, PATH } = process.env;
      const services = await startServices({ dataDir, env: { HOME, PATH } });
      onTestFinished(() => services.stop());
      const { postgres } = serverPids(dataDir);
      if (postgres === undefined) return test.skip('the server is a MongoDB');

      const client = new MongoClient(services.mongodbUri);
      onTestFinished(() => client.close());
      const things = client.db('outage').collection<{ _id: number }>('things');
      await things.insertOne({ _id: 1 });
      const session = client.startSession();
      onTestFinished(() => session.endSession());
      session.startTransaction();
      await things.insertOne({ _id: 2 }, { session });

      process.kill(postgres, 'SIGKILL');
      await vi.waitFor(() => expect(serverPids(dataDir)['postgres']).not.toBe(postgres), {
        timeout: LONG_MS,
      });

      expect(await things.findOne()).toEqual({ _id: 1 });
      const lost = things.insertOne({ _id: 3 }, { session });
      await expect(lost).rejects.toSatisfy((error: MongoError) => error.hasErrorLabel(START_OVER));
      await session.abortTransaction();
      await session.withTransaction(() => things.insertOne({ _id: 4 }, { session }));
      expect(await things.distinct('_id')).toEqual([1, 4]);
    },
    LONG_MS,
  );
});

describe('the gateway’s process', () => {
  it('lives without PostgreSQL, and closes on clients as a MongoDB that is away', async () => {
    const gateway = await start();
    for (let i = 0; i < 2; i++) {
      const connection = await RawConnection.open(gateway.url);
      connection.send(msg({ body: { find: 'things', $db: 'test' } }));
      expect(await connection.reply()).toBeUndefined();
      const newcomer = await RawConnection.open(gateway.url);
      newcomer.send(msg({ body: { hello: 1, $db: 'admin' } }));
      expect(await newcomer.reply()).toBeUndefined();
    }
  });

  it('ends at once when it is told to, though clients are connected', async () => {
    const gateway = await start();
    const connection = await RawConnection.open(gateway.url);
    gateway.process.kill('SIGTERM');
    expect(await once(gateway.process, 'exit')).toEqual([0, null]);
    expect(await connection.reply()).toBeUndefined();
    expect(await listens(gateway.url)).toBe(false);
  });

  it('ends when the process that started it is gone', async () => {
    const gateway = await start();
    gateway.process.stdin.end();
    expect(await once(gateway.process, 'exit')).toEqual([0, null]);
  });

  it('says why it cannot start on a port that is taken', async () => {
    const { url } = await start();
    const second = spawn('node', [MAIN, '--port', new URL(url).port], { stdio: ['pipe', 'ignore', 'pipe'] });
    const words = second.stderr.toArray();
    expect(await once(second, 'exit')).toEqual([1, null]);
    expect(Buffer.concat(await words).toString()).toContain('EADDRINUSE');
  });
});

/** A gateway whose PostgreSQL isn't there: nobody listens on port 1. */
async function start() {
  const child = spawn('node', [MAIN, '--pg-port', '1'], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const { port } = JSON.parse(line) as { port: number };
  return { process: child, url: `mongodb://127.0.0.1:${port}/` };
}
