import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Variables = Record<string, string>;

/** What the application is told on a developer's machine; what the shell or `.env` says goes first. */
export function developmentEnvironment(
  data: string,
  services: { mongodbUri: string; redisUrl: string },
): NodeJS.ProcessEnv {
  return {
    NODE_ENV: 'development',
    // Less room for young objects: half of it would never be used, but be counted (docs/adr/0013).
    NODE_OPTIONS: '--max-semi-space-size=16',
    ...secrets(join(data, 'secrets.json')),
    // `.env` files write what isn't set as an empty value.
    ...Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== '')),
    WORKER_HEALTH_PORT: '0',
    MONGODB_URI: services.mongodbUri,
    REDIS_URL: services.redisUrl,
  };
}

const SECRETS = ['JWT_SECRET', 'PASSWORD_PEPPER', 'FIELD_ENCRYPTION_KEYS', 'BLIND_INDEX_KEYS', 'AUDIT_KEYS'];

/** The secrets that the application asks for: each made once for this checkout and kept beside its data. */
function secrets(file: string): Variables {
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Variables) : {};
  const made = SECRETS.filter((name) => !kept[name]);
  if (made.length === 0) return kept;
  const all = {
    ...kept,
    ...Object.fromEntries(made.map((name) => [name, randomBytes(32).toString('base64url')])),
  };
  writePrivately(file, all);
  return all;
}

const runningFile = (data: string) => join(data, 'running.json');

/** Lets commands find the services of a `npm start` that goes on. @returns takes that back */
export function announceRunning(data: string, env: NodeJS.ProcessEnv): () => void {
  writePrivately(runningFile(data), { pid: process.pid, env });
  return () => rmSync(runningFile(data), { force: true });
}

/** The environment of a `npm start` that goes on; undefined when there is none. */
export function findRunning(data: string): NodeJS.ProcessEnv | undefined {
  if (!existsSync(runningFile(data))) return undefined;
  const { pid, env } = JSON.parse(readFileSync(runningFile(data), 'utf8')) as { pid: number; env: Variables };
  try {
    process.kill(pid, 0);
    return env;
  } catch {
    // It was killed and could not take its announcement back.
    return undefined;
  }
}

function writePrivately(file: string, content: object): void {
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, JSON.stringify(content, null, 2), { mode: 0o600 });
}
