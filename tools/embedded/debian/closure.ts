import { globSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../process/run.ts';

/** The dynamic loader of an unpacked system and where its libraries are. */
export interface Loader {
  readonly file: string;
  readonly libraryPath: string;
}

/** Finds the loader of the system unpacked at `root`; `folders` hold further libraries, relative to `root`. */
export async function findLoader(root: string, folders: readonly string[]): Promise<Loader> {
  const [file] = globSync('usr/lib/*-linux-gnu*/ld-linux-*.so.*', { cwd: root });
  if (file === undefined) throw new Error(`no dynamic loader in ${root}`);
  const libraries = file.slice(0, file.lastIndexOf('/'));
  // BLAS and LAPACK are alternatives on Debian, and alternatives are links that only an installation makes.
  const path = [libraries, `${libraries}/blas`, `${libraries}/lapack`, ...folders];
  return { file: join(root, file), libraryPath: path.map((folder) => join(root, folder)).join(':') };
}

/**
 * The shared libraries that the ELF files need, as the loader resolves them: soname to file.
 * @throws Error when one of them is missing
 */
export async function libraryClosure(
  loader: Loader,
  files: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Map<string, string>> {
  const libraries = new Map<string, string>();
  for (const file of files) {
    const listing = await run(loader.file, ['--library-path', loader.libraryPath, '--list', file], { env });
    for (const [, soname, path] of listing.matchAll(/^\s*(\S+) => (\/.+) \(0x/gm)) {
      if (soname && path && !soname.startsWith('/')) libraries.set(soname, path);
    }
  }
  return libraries;
}
