import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { freePort } from '../../embedded/process/free-port.ts';
import { spawnGuarded, stopGuarded } from '../../embedded/process/guarded.ts';

/** Somebody of the sample data. */
interface SampleSignIn {
  readonly role: string;
  readonly email: string;
  readonly password: string;
}

/** Lyceum as `npm start` brings it up, on a free port and with data of its own. */
export interface Product {
  readonly url: string;
  readonly people: readonly SampleSignIn[];
  stop(): Promise<void>;
}

/** @throws Error with what it has said, when it doesn't come up */
export async function startProduct(): Promise<Product> {
  const data = await mkdtemp(join(tmpdir(), 'lyceum-check-'));
  const port = await freePort();
  const child = spawnGuarded('node', ['tools/start/main.ts', '--data-dir', data], {
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
    stopSignal: 'TERM',
  });
  const stop = async () => {
    await stopGuarded(child);
    await rm(data, { recursive: true, force: true });
  };
  const ended = once(child, 'exit').then(() => false);
  if (!(await Promise.race([announced(child.stdout!), ended]))) {
    await stop();
    throw new Error('npm start did not come up: see above.');
  }
  const people = JSON.parse(await readFile(join(data, 'sample-sign-ins.json'), 'utf8')) as SampleSignIn[];
  return { url: `http://localhost:${port}`, people, stop };
}

/** Resolves when it says that it is ready; goes on reading, so that it can go on writing. */
function announced(output: Readable): Promise<boolean> {
  return new Promise((resolve) => {
    createInterface({ input: output }).on('line', (line) => {
      if (line.startsWith('Lyceum is ready')) resolve(true);
    });
  });
}
