import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { CORES, pinned } from './processes.ts';

export interface Load {
  readonly url: string;
  /** One path for all requests, or one after another from a list, each of which is sent once in a turn. */
  readonly paths: readonly string[];
  readonly connections: number;
  readonly seconds?: number;
  /** Ends after so many requests rather than after a time. */
  readonly amount?: number;
  readonly method?: 'GET' | 'POST';
  /** Request `i` is sent as the bearer of token `i`, in turn. */
  readonly tokens?: readonly string[];
  readonly bodies?: readonly string[];
}

export interface LoadResult {
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly latency: { readonly p50: number; readonly p99: number };
  readonly requests: number;
}

const GENERATOR = fileURLToPath(new URL('load-generator.ts', import.meta.url));

/**
 * Sends requests from a process on the load's core, and counts.
 *
 * @throws Error when an answer was anything but 2xx
 */
export async function load(options: Load): Promise<LoadResult> {
  const [command, ...args] = pinned(CORES?.load, ['node', GENERATOR]);
  const run = promisify(execFile)(command!, args, { maxBuffer: 1 << 26 });
  run.child.stdin?.end(JSON.stringify(options));
  const { stdout } = await run;
  const result = JSON.parse(stdout) as LoadResult & { failures: number };
  if (result.failures > 0)
    throw new Error(
      `${result.failures} of ${result.requests} requests to ${options.url}${options.paths[0]} failed`,
    );
  return result;
}
