import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const PREFIX_BYTES = 6;
const SECRET_BYTES = 32;
const FORM = /^lyc_([0-9a-f]{12})_([0-9a-f]{64})([0-9a-f]{8})$/;

export interface KeyText {
  /** Names the key. */
  readonly prefix: string;
  /** 256 bits that nobody can guess. */
  readonly secret: string;
}

/** A new key and its parts: `lyc_<prefix>_<secret><checksum>`. */
export function newKey(): KeyText & { readonly key: string } {
  const prefix = randomBytes(PREFIX_BYTES).toString('hex');
  const secret = randomBytes(SECRET_BYTES).toString('hex');
  const body = `lyc_${prefix}_${secret}`;
  return { prefix, secret, key: body + checksumOf(body) };
}

/** Whether a text claims to be a key. No access token begins so. */
export const isKeyLike = (text: string): boolean => text.startsWith('lyc_');

/**
 * The parts of a key. Its checksum tells typing errors, and scanners of leaked secrets, without asking the database.
 *
 * @returns undefined for what was never given out
 */
export function partsOf(key: string): KeyText | undefined {
  const [, prefix, secret, checksum] = FORM.exec(key) ?? [];
  if (!prefix || !secret || checksum !== checksumOf(`lyc_${prefix}_${secret}`)) return undefined;
  return { prefix, secret };
}

const checksumOf = (text: string): string => crc32(text).toString(16).padStart(8, '0');
