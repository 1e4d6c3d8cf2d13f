import { readFile, access } from 'node:fs/promises';
import { run } from '../process/run.ts';

const KEYRINGS = ['gpg', 'pgp'].map((ending) => `/usr/share/keyrings/debian-archive-keyring.${ending}`);

/** Where this machine gets its Debian packages from. */
export interface Mirror {
  readonly uri: string;
  /** Keyring that signs the archive; without it apt uses its own trusted keys. */
  readonly keyring: string | undefined;
}

/** The Debian mirror that this machine's own apt configuration names, if this is a Debian. */
export async function debianMirror(env: NodeJS.ProcessEnv): Promise<Mirror | undefined> {
  if (!(await isDebian())) return undefined;
  const uri = (await repositories(env)).find(isMainArchive)?.uri;
  return uri === undefined ? undefined : { uri, keyring: await firstReadable(KEYRINGS) };
}

interface Repository {
  readonly uri: string;
  readonly release: string;
  readonly component: string;
}

async function repositories(env: NodeJS.ProcessEnv): Promise<Repository[]> {
  // Without release information the answer doesn't depend on `apt-get update` having been run.
  const format = ['$(REPO_URI)', '$(RELEASE)', '$(COMPONENT)'].join('\t');
  const targets = await run('apt-get', ['indextargets', '--no-release-info', '--format', format], { env });
  return targets
    .split('\n')
    .map((line) => line.split('\t'))
    .map(([uri = '', release = '', component = '']) => ({ uri, release, component }));
}

/** By convention every mirror serves the main archive under `/debian`; `-security` and the like are others. */
function isMainArchive({ uri, release, component }: Repository): boolean {
  return component === 'main' && !release.includes('-') && /\/debian\/?$/.test(uri);
}

async function isDebian(): Promise<boolean> {
  try {
    return /^ID=debian$/m.test(await readFile('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

async function firstReadable(files: readonly string[]): Promise<string | undefined> {
  for (const file of files) {
    try {
      await access(file);
      return file;
    } catch {
      // Try the next one.
    }
  }
  return undefined;
}
