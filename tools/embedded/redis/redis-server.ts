import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { freePort } from '../process/free-port.ts';
import { keepRunning } from '../process/keep-running.ts';
import { until } from '../process/poll.ts';
import { serverProcess } from '../process/server-process.ts';
import { tellIfSlow } from '../progress.ts';
import type { RunningServer, StartContext } from '../strategy.ts';

const ANSWER_MS = 1_000;

/** Runs a redis-server (or valkey-server) program with its data in the instance's folder. */
export async function runRedisServer(
  program: string,
  description: string,
  { dataDir, ephemeral, env, progress }: StartContext,
): Promise<RunningServer> {
  const folder = join(dataDir, 'redis');
  await mkdir(folder, { recursive: true });
  const port = await freePort();
  const settings = {
    bind: '127.0.0.1',
    port,
    save: '',
    appendonly: ephemeral ? 'no' : 'yes',
    appendfsync: 'everysec',
    // Queues must not lose keys to make room for others.
    'maxmemory-policy': 'noeviction',
  };
  const spec = serverProcess({
    name: 'redis',
    dataDir,
    command: program,
    args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]),
    env,
    // Its data goes to the working directory; as an argument, a path with a space would fall apart.
    cwd: folder,
    stopSignal: 'TERM',
    ready: (signal) => until(() => ping(port), signal),
  });
  const server = await tellIfSlow(progress, 'starting Redis', keepRunning(spec, progress));
  return { url: `redis://127.0.0.1:${port}`, description, stop: () => server.stop() };
}

/** Throws unless the server answers and has loaded its data. */
async function ping(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  try {
    socket.setTimeout(ANSWER_MS, () => socket.destroy(new Error('no answer')));
    socket.write('PING\r\n');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    if (!answer.toString().startsWith('+PONG')) throw new Error(answer.toString());
  } finally {
    socket.destroy();
  }
}
