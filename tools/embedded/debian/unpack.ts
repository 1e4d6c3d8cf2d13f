import { availableParallelism } from 'node:os';
import { run } from '../process/run.ts';

/** Unpacks `.deb` files over each other into `folder`, running none of their scripts. */
export async function unpackPackages(
  archives: readonly string[],
  folder: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const waiting = [...archives];
  const worker = async () => {
    for (let archive = waiting.pop(); archive !== undefined; archive = waiting.pop()) {
      await run('dpkg-deb', ['--extract', archive, folder], { env });
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
}
