import { createHmac, hkdfSync } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuthConfig } from '../../config/index.js';

const KEY_BYTES = 32;

/**
 * Hashes what is looked up and must not be read: addresses, names, networks. There are so few of them that a plain hash
 * could be tried out; this one takes the key, `PASSWORD_PEPPER`, which the database doesn't hold.
 */
@Injectable()
export class KeyedHash {
  private readonly keys = new Map<string, Buffer>();

  constructor(private readonly config: AuthConfig) {}

  /**
   * @param use what it is for: equal texts have different hashes for different uses
   * @returns 43 characters
   */
  of(use: string, text: string): string {
    return createHmac('sha256', this.keyFor(use)).update(text).digest('base64url');
  }

  private keyFor(use: string): Buffer {
    const known = this.keys.get(use);
    if (known) return known;
    const secret = this.config.PASSWORD_PEPPER;
    const key = Buffer.from(hkdfSync('sha256', secret, '', `lyceum hash of ${use}`, KEY_BYTES));
    this.keys.set(use, key);
    return key;
  }
}
