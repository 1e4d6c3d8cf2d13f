import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasTree } from '../debian/tree.ts';
import { run } from '../process/run.ts';
import { tellIfSlow } from '../progress.ts';
import type { StartContext, Strategy } from '../strategy.ts';
import type { Finding } from './download-mongod.ts';
import { runMongod } from './mongod.ts';
import { documentDbRecipe } from './recipe.ts';

const DOWNLOADER = fileURLToPath(new URL('download-mongod.ts', import.meta.url));

/** A real mongod that mongodb-memory-server downloads, where network and machine let it. */
export const downloadedMongod: Strategy = {
  name: 'mongod by download',
  async start(context) {
    const program = await download(context);
    return program === undefined ? undefined : runMongod(program, `MongoDB from ${program}`, context);
  },
};

async function download({ cacheDir, env, progress }: StartContext): Promise<string | undefined> {
  const folder = join(cacheDir, 'mongod');
  // Once the stand-in has been fetched, the network is not asked again: it would cost every start.
  if (!existsSync(folder) && (await hasTree(documentDbRecipe, cacheDir))) return undefined;
  const work = run(process.execPath, [DOWNLOADER, folder], { env });
  const output = await tellIfSlow(progress, 'looking for a MongoDB to download', work);
  const finding = JSON.parse(output.trim().split('\n').at(-1)!) as Finding;
  if ('program' in finding) return finding.program;
  progress(`no MongoDB by download: ${finding.problem}`);
  return undefined;
}
