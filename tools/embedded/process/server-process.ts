import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnGuarded, stopGuarded } from './guarded.ts';
import type { ServerSpec } from './keep-running.ts';

const LAST_WORDS = 2_000;

/** A server that runs as a guarded process and logs to a file in its instance's folder. */
export interface ServerProcess {
  readonly name: string;
  readonly dataDir: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Working directory. */
  readonly cwd?: string;
  readonly stopSignal: 'INT' | 'TERM';
  /** Resolves when the server answers; gives up when `signal` aborts. */
  ready(signal: AbortSignal): Promise<void>;
}

/** The folder of an instance in which each running server has a file with its process id. */
export function pidFolder(dataDir: string): string {
  return join(dataDir, 'run');
}

/** Describes `server` to `keepRunning`. */
export function serverProcess(server: ServerProcess): ServerSpec {
  const logFile = join(ensureFolder(join(server.dataDir, 'logs')), `${server.name}.log`);
  const pidFile = join(ensureFolder(pidFolder(server.dataDir)), `${server.name}.pid`);
  rmSync(logFile, { force: true });
  return {
    name: server.name,
    launch() {
      const log = openSync(logFile, 'a');
      const child = spawnGuarded(server.command, server.args, {
        env: server.env,
        cwd: server.cwd,
        stdio: ['ignore', log, log],
        stopSignal: server.stopSignal,
      });
      closeSync(log);
      writeFileSync(pidFile, String(child.pid));
      child.once('exit', () => rmSync(pidFile, { force: true }));
      return child;
    },
    ready: (_child, signal) => server.ready(signal),
    stop: stopGuarded,
    lastWords: () => `${readFileSync(logFile, 'utf8').slice(-LAST_WORDS)}(${logFile})`,
  };
}

function ensureFolder(folder: string): string {
  mkdirSync(folder, { recursive: true });
  return folder;
}
