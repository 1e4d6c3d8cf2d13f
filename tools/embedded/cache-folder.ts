import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where this project keeps what it fetches once per user (XDG Base Directory Specification). */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  return join(env.XDG_CACHE_HOME || join(env.HOME || homedir(), '.cache'), 'lyceum');
}
