import { createHmac, hkdfSync } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { BlindIndexConfig } from '../../config/index.js';

/**
 * Finds a value again without keeping it: a keyed hash (HMAC-SHA-256) of it and of the field where it stands. Nobody
 * without the key can try values out, and equal values of different fields look different. What is stored is
 * `<key id>.<hash>`, as long as something names an older key, that one stays in the list.
 */
@Injectable()
export class BlindIndex {
  private readonly keys: readonly { readonly id: string; readonly bytes: Buffer }[];

  constructor({ BLIND_INDEX_KEYS }: BlindIndexConfig) {
    this.keys = BLIND_INDEX_KEYS.map((secret) => ({
      id: derive(secret, 'blind index key name', 6).toString('base64url'),
      bytes: derive(secret, 'blind index key', 32),
    }));
  }

  /** @param field where the value stands, as `users.email` */
  of(field: string, value: string): string {
    return this.all(field, value)[0] as string;
  }

  /** Under every key that there is, the current one first: what may be stored of the value. */
  all(field: string, value: string): string[] {
    return this.keys.map(
      ({ id, bytes }) =>
        `${id}.${createHmac('sha256', bytes).update(`${field}\n${value}`).digest('base64url')}`,
    );
  }
}

const derive = (secret: string, purpose: string, length: number): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `lyceum ${purpose}`, length));
