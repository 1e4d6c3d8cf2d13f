import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../process/run.ts';
import type { Mirror } from './mirror.ts';

const ARCHITECTURES: Partial<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

/** Debian's name for this machine's processor, where the packages we need are built for it. */
export const debianArchitecture = ARCHITECTURES[process.arch];

export interface Download {
  readonly mirror: Mirror;
  readonly suite: string;
  readonly packages: readonly string[];
  /** An existing empty folder, for apt's state and the packages. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Downloads packages with everything that they depend on, as on an empty system; resolves to the `.deb` files.
 *
 * It is the machine's apt with the machine's settings (proxies, credentials), but with state of its own: it
 * needs no root and leaves the machine's package lists alone. apt verifies the archive's signature.
 */
export async function downloadPackages({
  mirror,
  suite,
  packages,
  folder,
  env,
}: Download): Promise<string[]> {
  const at = (name: string) => join(folder, name);
  for (const name of ['lists/partial', 'archives/partial', 'parts'])
    await mkdir(at(name), { recursive: true });
  const signedBy = mirror.keyring ? ` signed-by=${mirror.keyring}` : '';
  const source = `deb [arch=${debianArchitecture} target=Packages${signedBy}] ${mirror.uri} ${suite} main\n`;
  await writeFile(at('sources.list'), source);
  await writeFile(at('status'), '');
  const settings = [
    `Dir::State=${folder}`,
    `Dir::State::lists=${at('lists')}`,
    `Dir::State::status=${at('status')}`,
    `Dir::Cache=${folder}`,
    `Dir::Cache::archives=${at('archives')}`,
    `Dir::Etc::sourcelist=${at('sources.list')}`,
    `Dir::Etc::sourceparts=${at('parts')}`,
    'Dir::Etc::preferences=/dev/null',
    `Dir::Etc::preferencesparts=${at('parts')}`,
    `APT::Architecture=${debianArchitecture}`,
    'APT::Install-Recommends=false',
    // The folder is private, so apt's own user could not write to it.
    'APT::Sandbox::User=',
    'Acquire::Languages=none',
    // A mirror may be older than its signature's expiry; the signature itself is still verified.
    'Acquire::Check-Valid-Until=false',
    'Acquire::Retries=3',
  ].flatMap((setting) => ['-o', setting]);
  await run('apt-get', [...settings, '--quiet=2', 'update', '--error-on=any'], { env });
  await run('apt-get', [...settings, '--quiet=2', '--yes', '--download-only', 'install', ...packages], {
    env,
  });
  const files = await readdir(at('archives'));
  return files.filter((file) => file.endsWith('.deb')).map((file) => join(at('archives'), file));
}
