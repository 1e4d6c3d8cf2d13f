import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { waitForLock } from '../lock.ts';
import { findExecutable } from '../process/find-executable.ts';
import { tellIfSlow } from '../progress.ts';
import type { StartContext } from '../strategy.ts';
import { debianArchitecture, downloadPackages } from './download.ts';
import { debianMirror, type Mirror } from './mirror.ts';
import type { Recipe } from './recipe.ts';
import { trim } from './trim.ts';
import { unpackPackages } from './unpack.ts';

/** Where the tree of a recipe is, or will be. */
function treePath(recipe: Recipe, cacheDir: string): string {
  return join(cacheDir, recipe.name);
}

/** Whether the tree of a recipe has been fetched before. */
export async function hasTree(recipe: Recipe, cacheDir: string): Promise<boolean> {
  return stat(treePath(recipe, cacheDir)).then(
    () => true,
    () => false,
  );
}

/**
 * Programs from Debian packages, without root and without touching the system: resolves to the root of a tree
 * in the user's cache whose programs run on any Linux, because they bring their own loader and libraries.
 * The first call fetches it. `undefined` where this machine has no Debian mirror.
 */
export async function debianTree(recipe: Recipe, context: StartContext): Promise<string | undefined> {
  const { cacheDir, env, progress } = context;
  const root = treePath(recipe, cacheDir);
  if (await hasTree(recipe, cacheDir)) return root;
  const mirror = await usableMirror(env);
  if (!mirror) return undefined;
  await mkdir(cacheDir, { recursive: true });
  const waiting = `waiting for another start that fetches ${recipe.name}`;
  const lock = await tellIfSlow(progress, waiting, waitForLock(`${root}.lock`));
  try {
    if (!(await hasTree(recipe, cacheDir))) await build(recipe, mirror, root, context);
    return root;
  } finally {
    lock.release();
  }
}

async function usableMirror(env: NodeJS.ProcessEnv): Promise<Mirror | undefined> {
  if (debianArchitecture === undefined) return undefined;
  for (const tool of ['apt-get', 'dpkg-deb']) if (!(await findExecutable([tool], env))) return undefined;
  return debianMirror(env);
}

/** Builds beside `root` and moves the finished tree there, so that `root` is whole or absent. */
async function build(recipe: Recipe, mirror: Mirror, root: string, context: StartContext): Promise<void> {
  const { env, progress } = context;
  const workshop = `${root}.partial`;
  const [folder, system, tree] = ['download', 'system', 'tree'].map((name) => join(workshop, name)) as [
    string,
    string,
    string,
  ];
  await rm(workshop, { recursive: true, force: true });
  for (const made of [folder, system, tree]) await mkdir(made, { recursive: true });
  const [first] = recipe.packages;
  progress(`fetching ${first} and what it needs from Debian (${recipe.size}, once)`);
  const { suite, packages } = recipe;
  const archives = await downloadPackages({ mirror, suite, packages, folder, env });
  progress(`unpacking ${first}`);
  const useful = archives.filter(
    (file) => basename(file).startsWith('lib') || recipe.unpack.test(basename(file)),
  );
  await unpackPackages(useful, system, env);
  await trim(recipe, system, tree, env);
  await rename(tree, root);
  await rm(workshop, { recursive: true, force: true });
}
