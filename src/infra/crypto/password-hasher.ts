import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { compare, hash } from '@node-rs/bcrypt';
import { AuthConfig } from '../../config/index.js';

/**
 * Hashes passwords with bcrypt on a worker thread (000-16, X21). bcrypt alone reads 72 bytes, so a password passes
 * through HMAC-SHA-256 first and every byte of it counts (T4, ASVS 6.2.9); the key makes a stolen table useless alone.
 */
@Injectable()
export class PasswordHasher {
  /** Compared with when there is no account, so that the answer takes as long as when there is one (ASVS 6.3.8). */
  private readonly nobody: Promise<string>;

  constructor(private readonly config: AuthConfig) {
    this.nobody = this.hash('');
  }

  hash(password: string): Promise<string> {
    return hash(this.digest(password), this.config.BCRYPT_ROUNDS);
  }

  /** Whether the password is the one of the hash. Without a hash: false, after the usual time. */
  async matches(password: string, passwordHash: string | undefined): Promise<boolean> {
    const matches = await compare(this.digest(password), passwordHash ?? (await this.nobody));
    return matches && passwordHash !== undefined;
  }

  private digest(password: string): string {
    return createHmac('sha256', this.config.PASSWORD_PEPPER)
      .update(password.normalize('NFKC'))
      .digest('base64');
  }
}
