import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE_MS = 250;
const ATTEMPTS = 4;
const ANSWER_MS = 60_000;

/** How to start a server process, to see that it answers, and to stop it. */
export interface ServerSpec {
  readonly name: string;
  launch(): ChildProcess;
  /** Resolves when the server answers; gives up when `signal` aborts. */
  ready(child: ChildProcess, signal: AbortSignal): Promise<void>;
  stop(child: ChildProcess): Promise<void>;
  /** The last words of the server, for an error message. */
  lastWords(): string;
}

/** A server process that is started again when it dies. */
export interface KeptServer {
  stop(): Promise<void>;
}

/**
 * Starts a server, resolves when it answers, and starts it again should it die before `stop`.
 *
 * A start is tried a few times: what a killed predecessor held (shared memory, a port) can take a moment
 * to come free.
 * @throws Error with the server's last words when it doesn't come up
 */
export async function keepRunning(spec: ServerSpec, progress: (line: string) => void): Promise<KeptServer> {
  let stopping = false;
  let child = await start(spec);
  let revival: Promise<void> = Promise.resolve();
  watch();

  function watch(): void {
    if (hasExited(child)) return onDeath();
    child.once('exit', onDeath);
  }

  function onDeath(): void {
    if (stopping) return;
    progress(`${spec.name} ended unexpectedly; starting it again`);
    revival = revive();
  }

  async function revive(): Promise<void> {
    try {
      child = await start(spec, () => stopping);
      watch();
    } catch (error) {
      progress((error as Error).message);
    }
  }

  return {
    async stop() {
      stopping = true;
      await revival;
      await spec.stop(child);
    },
  };
}

async function start(spec: ServerSpec, cancelled = () => false): Promise<ChildProcess> {
  for (let attempt = 1; ; attempt++) {
    const child = spec.launch();
    if (await answers(spec, child)) return child;
    await spec.stop(child);
    if (attempt === ATTEMPTS || cancelled()) break;
    await sleep(PAUSE_MS);
  }
  throw new Error(`${spec.name} doesn't start:\n${spec.lastWords()}`);
}

/** Whether the server gets as far as to answer before it exits. */
async function answers(spec: ServerSpec, child: ChildProcess): Promise<boolean> {
  const exit = new AbortController();
  const onExit = () => exit.abort();
  child.once('exit', onExit);
  child.once('error', onExit);
  try {
    await spec.ready(child, AbortSignal.any([exit.signal, AbortSignal.timeout(ANSWER_MS)]));
    return !hasExited(child);
  } catch (error) {
    if (exit.signal.aborted) return false;
    await spec.stop(child);
    throw new Error(`${spec.name} runs but doesn't answer:\n${spec.lastWords()}`, { cause: error });
  } finally {
    child.off('exit', onExit);
  }
}

function hasExited(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
