import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import canonicalize from 'canonicalize';
import { AuditConfig } from '../../../config/index.js';

/** What is authenticated, so that a code for one says nothing about another. */
export type MacUse = 'entry' | 'seal' | 'head' | 'redaction';

/** A code and the name of the key that made it. */
export interface Mac {
  readonly keyId: string;
  readonly mac: string;
}

interface Key {
  readonly id: string;
  readonly bytes: Buffer;
}

/**
 * Makes and checks message authentication codes (HMAC-SHA-256) over the canonical form of values (RFC 8785). Who can write
 * to the database but doesn't have the secret can neither write nor change an entry unnoticed.
 */
@Injectable()
export class AuditKeys {
  private readonly current: Key;
  private readonly keys: ReadonlyMap<string, Key>;

  constructor({ AUDIT_KEYS }: AuditConfig) {
    const [current, ...former] = AUDIT_KEYS.map(keyOf) as [Key, ...Key[]];
    this.current = current;
    this.keys = new Map([current, ...former].map((key) => [key.id, key]));
  }

  sign(use: MacUse, value: object): Mac {
    return { keyId: this.current.id, mac: macOf(this.current, use, value) };
  }

  /** False as well when the key isn't configured any more. */
  isGenuine(use: MacUse, value: object, { keyId, mac }: Mac): boolean {
    const key = this.keys.get(keyId);
    if (!key) return false;
    const [expected, given] = [Buffer.from(macOf(key, use, value)), Buffer.from(mac)];
    return expected.length === given.length && timingSafeEqual(expected, given);
  }
}

const macOf = ({ bytes }: Key, use: MacUse, value: object): string =>
  createHmac('sha256', bytes)
    .update(`${use} ${canonicalize(value)}`)
    .digest('base64url');

/** Key and name of a secret; the name tells nothing of it. */
const keyOf = (secret: string): Key => ({
  id: derive(secret, 'audit key name', 6).toString('base64url'),
  bytes: derive(secret, 'audit key', 32),
});

const derive = (secret: string, purpose: string, length: number): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `lyceum ${purpose}`, length));
