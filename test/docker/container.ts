import { once } from 'node:events';
import { spawnGuarded, stopGuarded } from '../../tools/embedded/process/guarded.js';
import { imageEnvironment, wordsOf, type AssembledImage } from './image.js';

/**
 * What of a container Node can play by itself: the content of the image as working directory, nothing but the given
 * environment, and no right to write outside `/tmp`. Addons and threads are let in, as Docker does.
 */
const confinement = (image: AssembledImage): string[] => [
  '--preserve-symlinks',
  '--preserve-symlinks-main',
  '--permission',
  '--allow-fs-read=*',
  `--allow-fs-write=${image.tmp}`,
  '--allow-addons',
  '--allow-worker',
  '--disable-warning=SecurityWarning',
];

/** How a process ended: with an exit code or by a signal, having written this. */
interface End {
  readonly code: number | NodeJS.Signals;
  readonly output: string;
}

/** A process as the container would run it. */
export interface Container {
  readonly ended: Promise<End>;
  stop(): Promise<End>;
}

/** Starts the image with a command as `docker run` takes it; without one, with the image's own. */
export function run(
  image: AssembledImage,
  environment: NodeJS.ProcessEnv,
  command: readonly string[] = wordsOf('CMD'),
): Container {
  const [program = '', ...entrypoint] = wordsOf('ENTRYPOINT');
  return start(program, [...confinement(image), ...entrypoint, ...command], image, environment);
}

/** Runs a command beside the container's process, as health checks are. @returns whether it succeeded */
export async function exec(
  image: AssembledImage,
  environment: NodeJS.ProcessEnv,
  [program = '', ...words]: readonly string[],
): Promise<boolean> {
  return (await start(program, words, image, environment).ended).code === 0;
}

function start(
  program: string,
  words: string[],
  image: AssembledImage,
  environment: NodeJS.ProcessEnv,
): Container {
  const child = spawnGuarded(program, words, {
    cwd: image.app,
    env: { PATH: process.env['PATH'], TMPDIR: image.tmp, ...imageEnvironment, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    stopSignal: 'TERM',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(child, 'close').then(([code, signal]) => ({
    code: (code ?? signal) as End['code'],
    output,
  }));
  return {
    ended,
    stop: async () => {
      await stopGuarded(child);
      return ended;
    },
  };
}
