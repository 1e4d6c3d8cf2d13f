import { globSync } from 'node:fs';
import { chmod, copyFile, cp, mkdir, realpath, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { findLoader, libraryClosure } from './closure.ts';
import type { Recipe } from './recipe.ts';

const LIBRARIES = 'lib';

/** Copies what `recipe` names, and the libraries that it needs, from the unpacked `system` into `tree`. */
export async function trim(
  recipe: Recipe,
  system: string,
  tree: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const { programs, modules, folders, leaveOut, copies = {} } = recipe;
  const needed = (path: string) => !leaveOut?.test(basename(path));
  const loader = await findLoader(system, modules === undefined ? [] : [modules]);
  const moduleFiles = modulesIn(system, modules, needed);
  const files = [...programs, ...moduleFiles].map((file) => join(system, file));
  const libraries = await libraryClosure(loader, files, env);
  libraries.set(basename(loader.file), loader.file);

  for (const [soname, file] of libraries) {
    // A module stays where its program looks for it.
    if (!moduleFiles.includes(relative(system, file))) await copy(file, join(tree, LIBRARIES, soname));
  }
  for (const file of moduleFiles) await copy(join(system, file), join(tree, file));
  for (const folder of folders) {
    await cp(join(system, folder), join(tree, folder), {
      recursive: true,
      verbatimSymlinks: true,
      filter: needed,
    });
  }
  for (const [name, source] of Object.entries(copies)) await copy(join(system, source), join(tree, name));
  for (const program of programs) {
    await copy(join(system, program), join(tree, `${program}.elf`));
    await writeFile(join(tree, program), launcher(program, basename(loader.file), modules));
    await chmod(join(tree, program), 0o755);
  }
}

function modulesIn(system: string, modules: string | undefined, needed: (path: string) => boolean): string[] {
  if (modules === undefined) return [];
  return globSync(`${modules}/*.so`, { cwd: system }).filter(needed);
}

async function copy(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await copyFile(await realpath(from), to);
}

/**
 * A script in the program's place that runs it with the loader and the libraries it was built for. Through the
 * loader, because a variable like LD_LIBRARY_PATH would also reach the system's programs that it starts.
 */
function launcher(program: string, loader: string, modules: string | undefined): string {
  const up = relative(dirname(program), '.');
  const path = [LIBRARIES, ...(modules === undefined ? [] : [modules])]
    .map((folder) => `$root/${folder}`)
    .join(':');
  return [
    '#!/bin/sh',
    `root=\${0%/*}/${up}`,
    `exec "$root/${LIBRARIES}/${loader}" --argv0 "$0" --library-path "${path}" "$0.elf" "$@"`,
    '',
  ].join('\n');
}
