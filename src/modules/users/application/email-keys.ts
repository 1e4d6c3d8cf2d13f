import { Injectable } from '@nestjs/common';
import { KeyedHash } from '../../../infra/crypto/index.js';
import { normalizeEmail } from '../domain/user.js';

/** By what an e-mail address is known again after its account was erased (A.7). */
@Injectable()
export class EmailKeys {
  constructor(private readonly hash: KeyedHash) {}

  /** The current one first, then those under former keys. */
  of(email: string): readonly [current: string, ...former: string[]] {
    return this.hash.all('users.email', normalizeEmail(email)) as [string, ...string[]];
  }
}
