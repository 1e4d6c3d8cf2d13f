import { randomBytes, randomUUID } from 'node:crypto';

/** Identifiers and secrets nobody can guess. A class, so that tests can make them predictable. */
export abstract class Ids {
  /** A version 4 UUID. */
  abstract uuid(): string;
  /** A URL-safe secret of `bytes` random bytes. */
  abstract token(bytes?: number): string;
}

export class RandomIds extends Ids {
  uuid(): string {
    return randomUUID();
  }

  token(bytes = 32): string {
    return randomBytes(bytes).toString('base64url');
  }
}
