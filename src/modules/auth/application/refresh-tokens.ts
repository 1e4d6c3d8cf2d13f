import { Injectable } from '@nestjs/common';
import { AuthKeys, type AuthKey } from './auth-keys.js';
import { hashToken } from './token-hash.js';

/** A refresh token, opaque to clients. */
export interface RefreshToken {
  readonly text: string;
  readonly hash: string;
  readonly familyId: string;
  /** How many came before it in its family. */
  readonly generation: number;
}

const FORM = /^(([0-9a-f-]{36})\.(\d{1,9}))\.([\w-]{43})$/;

/**
 * Makes refresh tokens: a family, a number and an HMAC over both. So each has exactly one successor, which everybody who
 * asks for it at the same time gets, and one that was used long ago is known for what it is without being stored.
 */
@Injectable()
export class RefreshTokens {
  constructor(private readonly keys: AuthKeys) {}

  first(familyId: string): RefreshToken {
    return make(this.keys.current, familyId, 0);
  }

  successorOf({ familyId, generation }: RefreshToken): RefreshToken {
    return make(this.keys.current, familyId, generation + 1);
  }

  /** Also those that an instance with another current key would make, while the keys are changed. */
  possibleSuccessorsOf({ familyId, generation }: RefreshToken): RefreshToken[] {
    return this.keys.all.map((key) => make(key, familyId, generation + 1));
  }

  /** @returns undefined for what this server hasn't made */
  read(text: string): RefreshToken | undefined {
    const [, name, familyId, generation, mac] = FORM.exec(text) ?? [];
    if (!name || !familyId || !mac) return undefined;
    if (!this.keys.all.some((key) => key.isMac('refresh-token', name, mac))) return undefined;
    return { text, hash: hashToken(text), familyId, generation: Number(generation) };
  }
}

function make(key: AuthKey, familyId: string, generation: number): RefreshToken {
  const name = `${familyId}.${generation}`;
  const text = `${name}.${key.mac('refresh-token', name)}`;
  return { text, hash: hashToken(text), familyId, generation };
}
