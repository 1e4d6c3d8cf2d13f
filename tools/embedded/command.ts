import { constants } from 'node:os';
import { spawnGuarded } from './process/guarded.ts';

/** A command of the user that runs in our place. */
export interface RunningCommand {
  /** Resolves when the command ends; 128 + signal number when a signal ended it, as shells have it. */
  readonly exitCode: Promise<number>;
  /** Hands a signal that we got on to the command. */
  forward(signal: NodeJS.Signals): void;
}

/** Starts a command on our terminal; it ends when this process ends. */
export function startCommand(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): RunningCommand {
  const child = spawnGuarded(command, args, {
    env,
    stdio: ['inherit', 'inherit', 'inherit'],
    stopSignal: 'TERM',
    sameGroup: true,
  });
  return {
    exitCode: new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
    }),
    forward(signal) {
      // The terminal sends Ctrl+C to the whole group: the command has it already.
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      child.kill(signal);
    },
  };
}
