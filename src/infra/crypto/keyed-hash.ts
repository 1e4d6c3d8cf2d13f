import { createHmac, hkdfSync } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuthConfig, BlindIndexConfig } from '../../config/index.js';

const KEY_BYTES = 32;
const NAME_BYTES = 6;

/**
 * Finds a value again without keeping it: a keyed hash (HMAC-SHA-256) of it and of what it is for. There are so few
 * addresses, names and networks that a plain hash could be tried out; the keys of this one, `BLIND_INDEX_KEYS`, the database
 * doesn't hold. What is stored is `<key id>.<hash>`; as long as something names an older key, that one stays in the list.
 */
@Injectable()
export class KeyedHash {
  private readonly keys: readonly { readonly id: string; readonly bytes: Buffer }[];
  private readonly pepper: string;

  constructor({ BLIND_INDEX_KEYS }: BlindIndexConfig, { PASSWORD_PEPPER }: AuthConfig) {
    this.keys = BLIND_INDEX_KEYS.map((secret) => ({
      id: derive(secret, 'blind index key name', NAME_BYTES).toString('base64url'),
      bytes: derive(secret, 'blind index key', KEY_BYTES),
    }));
    this.pepper = PASSWORD_PEPPER;
  }

  /**
   * Under the current key: for what is stored now, and what is counted for hours at most.
   *
   * @param use what it is for, as `users.email`: equal texts have different hashes for different uses
   */
  of(use: string, text: string): string {
    return this.all(use, text)[0] as string;
  }

  /** Under every key that there is, the current one first: what may be stored of the text. */
  all(use: string, text: string): string[] {
    return this.keys.map(({ id, bytes }) => `${id}.${hmac(bytes, `${use}\n${text}`)}`);
  }

  /** As {@link all}, and as hashes were that named no key and took the pepper: for what was stored then and is kept long. */
  everStored(use: string, text: string): string[] {
    return [...this.all(use, text), hmac(derive(this.pepper, `hash of ${use}`, KEY_BYTES), text)];
  }
}

const hmac = (key: Buffer, text: string): string =>
  createHmac('sha256', key).update(text).digest('base64url');

const derive = (secret: string, purpose: string, length: number): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `lyceum ${purpose}`, length));
