import { availableParallelism } from 'node:os';
import { run } from '../process/run.ts';

const SCRIPT = 'folder=$1; shift; for archive; do dpkg-deb --extract "$archive" "$folder" || exit; done';

/** Unpacks `.deb` files over each other into `folder`, running none of their scripts. */
export async function unpackPackages(
  archives: readonly string[],
  folder: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const workers = availableParallelism();
  const shares = Array.from({ length: workers }, (_, worker) =>
    archives.filter((_archive, index) => index % workers === worker),
  );
  await Promise.all(
    shares.map((share) => run('/bin/sh', ['-c', SCRIPT, 'unpack', folder, ...share], { env })),
  );
}
