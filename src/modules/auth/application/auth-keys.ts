import { createHmac, createSecretKey, hkdfSync, timingSafeEqual, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuthConfig } from '../../../config/index.js';

/** What keys are derived for, so that what is made for one is worthless for another. */
type KeyUse =
  'key-id' | 'refresh-token' | 'one-time-token' | 'email-code' | 'oauth-handshake' | 'known-device';

const KEY_BYTES = 32;
const KEY_ID_BYTES = 8;

/** A secret of the configuration and what is derived from it (HKDF, RFC 5869). */
export class AuthKey {
  /** The `kid` of access tokens; says nothing about the secret. */
  readonly id: string;
  /** Signs access tokens. An object, because of a text the library finds out at every request what kind of key it is. */
  readonly signing: KeyObject;
  private readonly derived = new Map<KeyUse, Buffer>();

  constructor(private readonly secret: string) {
    this.signing = createSecretKey(Buffer.from(secret));
    this.id = this.keyFor('key-id').subarray(0, KEY_ID_BYTES).toString('base64url');
  }

  /** An HMAC-SHA-256 that only this key can make: 43 characters that nobody can guess. */
  mac(use: KeyUse, message: string): string {
    return createHmac('sha256', this.keyFor(use)).update(message).digest('base64url');
  }

  /** Whether a text is the HMAC of a message, found out in a time that doesn't tell how much of it is right. */
  isMac(use: KeyUse, message: string, text: string): boolean {
    const expected = Buffer.from(this.mac(use, message));
    const given = Buffer.from(text);
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  private keyFor(use: KeyUse): Buffer {
    const known = this.derived.get(use);
    if (known) return known;
    const key = Buffer.from(hkdfSync('sha256', this.secret, '', `lyceum ${use}`, KEY_BYTES));
    this.derived.set(use, key);
    return key;
  }
}

/** The current key, and former ones whose tokens are still taken. */
@Injectable()
export class AuthKeys {
  readonly all: readonly AuthKey[];
  readonly current: AuthKey;

  constructor({ JWT_SECRET, JWT_PREVIOUS_SECRETS }: AuthConfig) {
    this.current = new AuthKey(JWT_SECRET);
    this.all = [this.current, ...JWT_PREVIOUS_SECRETS.map((secret) => new AuthKey(secret))];
  }

  find(id: string): AuthKey | undefined {
    return this.all.find((key) => key.id === id);
  }
}
