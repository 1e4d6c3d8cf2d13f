import { Injectable } from '@nestjs/common';
import { BlindIndex } from '../../../infra/crypto/index.js';
import { normalizeEmail } from '../domain/user.js';

/** By what an e-mail address is known again after its account was erased (A.7). */
@Injectable()
export class EmailKeys {
  constructor(private readonly index: BlindIndex) {}

  /** The current one first, then those under former keys. */
  of(email: string): readonly [current: string, ...former: string[]] {
    return this.index.all('users.email', normalizeEmail(email)) as [string, ...string[]];
  }
}
