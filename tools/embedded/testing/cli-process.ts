import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const CLI = fileURLToPath(new URL('../cli.ts', import.meta.url));
const NOBODY = 65534;

export interface CliOptions {
  /** Environment besides HOME and PATH. */
  readonly env?: NodeJS.ProcessEnv;
  /** Run as nobody; only root can ask for that. */
  readonly asNobody?: boolean;
}

/** The command line tool as a process of its own, which ends with the running test. */
export class CliProcess {
  /** What it and its command said, a line each. */
  readonly lines: string[] = [];
  readonly exitCode: Promise<number | null>;
  private readonly child: ChildProcess;
  private readonly news = new EventEmitter();

  constructor(args: readonly string[], { env = {}, asNobody = false }: CliOptions = {}) {
    const { HOME, PATH } = process.env;
    const child = spawn(process.execPath, [CLI, ...args], {
      env: { HOME, PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(asNobody && { uid: NOBODY, gid: NOBODY }),
    });
    for (const stream of [child.stdout, child.stderr]) this.listen(stream);
    this.child = child;
    this.exitCode = once(child, 'exit').then(([code]) => code as number | null);
    onTestFinished(async () => void (await this.end('SIGTERM')));
  }

  /** Resolves to the first match in what is said, now or later; rejects when the tool ends without. */
  async said(pattern: RegExp): Promise<string> {
    const ended = this.exitCode.then(() => Promise.reject(new Error(`ended with: ${this.lines.join('\n')}`)));
    ended.catch(() => {});
    for (;;) {
      const match = this.lines.map((line) => line.match(pattern)).find((found) => found !== null);
      if (match) return match[1] ?? match[0];
      await Promise.race([once(this.news, 'line'), ended]);
    }
  }

  /** Resolves to the URLs when the services are up. */
  async urls(): Promise<{ mongodbUri: string; redisUrl: string }> {
    return {
      mongodbUri: await this.said(/^MONGODB_URI=(\S+)/),
      redisUrl: await this.said(/^REDIS_URL=(\S+)/),
    };
  }

  /** Sends a signal and resolves to the exit code. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    this.child.kill(signal);
    return this.exitCode;
  }

  private listen(stream: Readable): void {
    createInterface({ input: stream }).on('line', (line) => {
      this.lines.push(line);
      this.news.emit('line');
    });
  }
}
