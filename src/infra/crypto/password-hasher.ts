import { createHmac } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type Tinypool from 'tinypool';
import { AuthConfig } from '../../config/index.js';

/** Compiled or not, the thread's file stands beside this one, with the same extension. */
const THREAD = new URL(`password-thread${import.meta.url.slice(-3)}`, import.meta.url).href;

/** One core is left to those who don't wait for a password. */
const THREADS = Math.max(1, Math.min(4, availableParallelism() - 1));

/**
 * Hashes passwords with bcrypt (000-16, X21) on threads of low priority, so that a wave of sign-ins delays only itself.
 * bcrypt alone reads 72 bytes, so a password passes through HMAC-SHA-256 first and every byte of it counts (T4, ASVS
 * 6.2.9); the key makes a stolen table useless alone.
 */
@Injectable()
export class PasswordHasher implements OnModuleDestroy {
  private threads: Promise<Tinypool> | undefined;
  /** Compared with when there is no account, so that the answer takes as long as when there is one (ASVS 6.3.8). */
  private nobody: Promise<string> | undefined;

  constructor(private readonly config: AuthConfig) {}

  async hash(password: string): Promise<string> {
    const threads = await this.startThreads();
    const task = { digest: this.digest(password), rounds: this.config.BCRYPT_ROUNDS };
    return threads.run(task, { name: 'hash' }) as Promise<string>;
  }

  /** Whether the password is the one of the hash. Without a hash: false, after the usual time. */
  async matches(password: string, passwordHash: string | undefined): Promise<boolean> {
    const threads = await this.startThreads();
    const nobody = await (this.nobody ??= this.hash(''));
    const compared = passwordHash ?? nobody;
    const rounds = this.config.BCRYPT_ROUNDS;
    const task = { digest: this.digest(password), passwordHash: compared, cost: costOf(compared), rounds };
    const matches = (await threads.run(task, { name: 'compare' })) as boolean;
    return matches && passwordHash !== undefined;
  }

  /** Whether the hash was made at another cost than those of now. */
  isOutdated(passwordHash: string): boolean {
    return costOf(passwordHash) !== this.config.BCRYPT_ROUNDS;
  }

  async onModuleDestroy(): Promise<void> {
    await (await this.threads)?.destroy();
  }

  /** At the first use: a process that never sees a password needs none. */
  private startThreads(): Promise<Tinypool> {
    return (this.threads ??= import('tinypool').then(
      ({ default: Pool }) =>
        new Pool({ filename: THREAD, minThreads: 1, maxThreads: THREADS, isolateWorkers: false }),
    ));
  }

  private digest(password: string): string {
    return createHmac('sha256', this.config.PASSWORD_PEPPER)
      .update(password.normalize('NFKC'))
      .digest('base64');
  }
}

/** As it stands in the hash: `$2b$12$...`. */
const costOf = (passwordHash: string): number => Number(passwordHash.split('$', 3)[2]);
