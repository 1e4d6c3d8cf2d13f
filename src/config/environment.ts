import { z } from 'zod';
import { AuditConfig } from './audit.config.js';
import { AuthConfig } from './auth.config.js';
import { BackupConfig } from './backup.config.js';
import { BlindIndexConfig, EncryptionConfig } from './encryption.config.js';
import { CoursesConfig } from './courses.config.js';
import { HttpConfig } from './http.config.js';
import { MailConfig } from './mail.config.js';
import { MongoConfig } from './mongo.config.js';
import type { Namespace } from './namespace.js';
import { OAuthConfig } from './oauth.config.js';
import { halfConfiguredProviders, PaymentsConfig, unguardedProviders } from './payments.config.js';
import { PrivacyConfig } from './privacy.config.js';
import { RedisConfig } from './redis.config.js';
import { RetentionConfig } from './retention.config.js';
import { RuntimeConfig } from './runtime.config.js';

/** Every group of settings, in the order of the documentation. */
export const NAMESPACES: readonly Namespace[] = [
  RuntimeConfig,
  HttpConfig,
  MongoConfig,
  RedisConfig,
  AuthConfig,
  OAuthConfig,
  EncryptionConfig,
  BlindIndexConfig,
  AuditConfig,
  MailConfig,
  PaymentsConfig,
  BackupConfig,
  CoursesConfig,
  PrivacyConfig,
  RetentionConfig,
] as unknown as readonly Namespace[];

/** Thrown when the environment can't be used; its message lists every problem, and no value. */
export class EnvironmentError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(
      `The environment has ${problems.length} problem(s):\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    );
    this.name = 'EnvironmentError';
  }
}

/** Rules that span several variables. They hold where real users' data is: in staging and production. */
function guardedEnvironmentProblems(values: Record<string, unknown>): string[] {
  if (values['NODE_ENV'] !== 'staging' && values['NODE_ENV'] !== 'production') return [];
  const problems: string[] = [];
  const uri = String(values['MONGODB_URI']);
  const hasTls = uri.startsWith('mongodb+srv://') || /[?&](tls|ssl)=true/.test(uri);
  if (values['MONGODB_REQUIRE_TLS'] && !hasTls)
    problems.push(
      'MONGODB_URI: must use mongodb+srv:// or tls=true, or set MONGODB_REQUIRE_TLS=false (000-04)',
    );
  if (!/^mongodb(\+srv)?:\/\/[^@/]+@/.test(uri))
    problems.push('MONGODB_URI: must name a user and password (000-04)');
  if (Number(values['BCRYPT_ROUNDS']) < 12) problems.push('BCRYPT_ROUNDS: must be at least 12 (X21)');
  problems.push(...unguardedProviders(values));
  return problems;
}

/**
 * Reads and checks all settings.
 *
 * @param source the variables; an empty one counts as not set, as `.env` files write it
 * @throws EnvironmentError with all problems at once
 */
export function readEnvironment(source: NodeJS.ProcessEnv = process.env): Map<Namespace, object> {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const problems: string[] = [];
  const groups = new Map<Namespace, object>();
  for (const group of NAMESPACES) {
    const parsed = z.object(group.shape).safeParse(given);
    if (parsed.success) groups.set(group, new group(parsed.data));
    else
      problems.push(
        ...parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${describe(issue, given)}`),
      );
  }
  if (problems.length === 0) {
    const values = Object.assign({}, ...groups.values()) as Record<string, unknown>;
    problems.push(...halfConfiguredProviders(values), ...guardedEnvironmentProblems(values));
  }
  if (problems.length > 0) throw new EnvironmentError(problems);
  return groups;
}

/** One group of settings, for programs that run without the application's container. */
export function readConfig<T>(group: new (...args: never[]) => T, source?: NodeJS.ProcessEnv): T {
  return readEnvironment(source).get(group as unknown as Namespace) as T;
}

const describe = (issue: z.core.$ZodIssue, given: Record<string, unknown>) =>
  given[String(issue.path[0])] === undefined ? 'is required' : issue.message;
