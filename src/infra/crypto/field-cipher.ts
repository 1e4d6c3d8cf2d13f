import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { EncryptionConfig } from '../../config/index.js';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

interface Key {
  readonly id: string;
  readonly bytes: Buffer;
}

/** A stored value that this application did not write, or not here. */
export class TamperedValueError extends Error {
  /** @param context where it stands; it names the document, so it is for operators only */
  constructor(
    readonly context: string,
    cause?: unknown,
  ) {
    super('An encrypted value could not be authenticated.', { cause });
    this.name = 'TamperedValueError';
  }
}

/** Hears of each value that was refused. */
type DamageListener = (error: TamperedValueError) => void;

/**
 * Encrypts single fields of documents with AES-256-GCM (001-19, X30). What is stored is `<key id>.<iv, tag and text in
 * base64url>`; the key id tells after a change of keys which of them it was.
 */
@Injectable()
export class FieldCipher {
  private readonly keys: ReadonlyMap<string, Key>;
  private readonly current: Key;
  private readonly listeners: DamageListener[] = [];

  constructor({ FIELD_ENCRYPTION_KEYS }: EncryptionConfig) {
    const [current, ...others] = FIELD_ENCRYPTION_KEYS.map(keyOf) as [Key, ...Key[]];
    this.current = current;
    this.keys = new Map([current, ...others].map((key) => [key.id, key]));
  }

  /** What values begin with that are encrypted now. */
  get currentPrefix(): string {
    return `${this.current.id}.`;
  }

  onDamage(listener: DamageListener): void {
    this.listeners.push(listener);
  }

  /** @param context where the value stands, e.g. `users/<id>/phone`: it can be read in no other place */
  encrypt(text: string, context: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.current.bytes, iv).setAAD(Buffer.from(context));
    const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return this.currentPrefix + Buffer.concat([iv, cipher.getAuthTag(), encrypted]).toString('base64url');
  }

  /** @throws TamperedValueError when it was changed, moved to another place, or encrypted with a key that is gone */
  decrypt(stored: string, context: string): string {
    try {
      return this.open(stored, context);
    } catch (cause) {
      const error = new TamperedValueError(context, cause);
      for (const listener of this.listeners) listener(error);
      throw error;
    }
  }

  private open(stored: string, context: string): string {
    const [id = '', text = ''] = stored.split('.', 2);
    const key = this.keys.get(id);
    const bytes = Buffer.from(text, 'base64url');
    if (!key) throw new Error('The key that it names is not here.');
    if (bytes.length < IV_BYTES + TAG_BYTES) throw new Error('It is too short.');
    const decipher = createDecipheriv(ALGORITHM, key.bytes, bytes.subarray(0, IV_BYTES))
      .setAAD(Buffer.from(context))
      .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  }
}

/** Key and name of a secret; the name tells nothing of it. */
const keyOf = (secret: string): Key => ({
  id: derive(secret, 'field key name', 6).toString('base64url'),
  bytes: derive(secret, 'field key', 32),
});

const derive = (secret: string, purpose: string, length: number): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `lyceum ${purpose}`, length));
