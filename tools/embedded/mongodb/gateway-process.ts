import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../process/free-port.ts';
import { keepRunning, type KeptServer } from '../process/keep-running.ts';
import { tellIfSlow } from '../progress.ts';
import type { StartContext } from '../strategy.ts';
import type { PostgresAccess } from './postgres.ts';

const PROGRAM = fileURLToPath(new URL('../gateway/main.ts', import.meta.url));
const STOP_MS = 5_000;

/** The gateway as a running process. */
export interface GatewayProcess extends KeptServer {
  /** MongoDB connection string. */
  readonly url: string;
}

/**
 * Runs the gateway in a process of its own, so that it shares no event loop with ours. It keeps its port when it
 * has to be started again, and ends when its stdin closes, which is when this process ends.
 */
export async function startGatewayProcess(
  postgres: PostgresAccess,
  context: StartContext,
): Promise<GatewayProcess> {
  const logFile = join(context.dataDir, 'logs', 'gateway.log');
  const port = await freePort();
  rmSync(logFile, { force: true });
  const spec = {
    name: 'the MongoDB gateway',
    launch: () => launch(postgres, port, logFile, context.env),
    ready: announcement,
    stop,
    lastWords: () => readFileSync(logFile, 'utf8').slice(-2_000),
  };
  const server = await tellIfSlow(
    context.progress,
    'starting the gateway',
    keepRunning(spec, context.progress),
  );
  return { url: `mongodb://127.0.0.1:${port}/`, stop: () => server.stop() };
}

function launch(
  postgres: PostgresAccess,
  port: number,
  logFile: string,
  env: NodeJS.ProcessEnv,
): ChildProcess {
  const settings = {
    'pg-host': postgres.host,
    'pg-port': postgres.port,
    'pg-user': postgres.user,
    'pg-database': postgres.database,
    port,
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const log = openSync(logFile, 'a');
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: { PATH: env.PATH, PGPASSWORD: postgres.password },
    stdio: ['pipe', 'pipe', log],
    detached: true,
  });
  closeSync(log);
  child.stdin!.on('error', () => {});
  return child;
}

/** The gateway prints a line when it is ready. */
async function announcement(child: ChildProcess, signal: AbortSignal): Promise<void> {
  await once(createInterface({ input: child.stdout! }), 'line', { signal });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.stdin!.end();
  child.kill('SIGTERM');
  await Promise.race([gone, sleep(STOP_MS, undefined, { ref: false })]);
  child.kill('SIGKILL');
  await gone;
}
