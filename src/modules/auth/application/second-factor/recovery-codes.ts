import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuthConfig } from '../../../../config/index.js';
import { normalizeRecoveryCode, RECOVERY_CODES, recoveryCodeOf } from '../../domain/recovery-code.js';

const KEY_BYTES = 32;

/**
 * Makes recovery codes and their hashes. They are short enough to be copied from paper, so the hash has a key that isn't
 * in the database (ASVS 6.5.2): that of passwords, which lives as long as they do.
 */
@Injectable()
export class RecoveryCodes {
  private readonly key: Buffer;

  constructor({ PASSWORD_PEPPER }: AuthConfig) {
    this.key = Buffer.from(hkdfSync('sha256', PASSWORD_PEPPER, '', 'lyceum recovery-code', KEY_BYTES));
  }

  /** @returns a new set, and what is stored of it */
  make(userId: string): { codes: string[]; hashes: string[] } {
    const codes = Array.from({ length: RECOVERY_CODES }, () => recoveryCodeOf(randomBytes(16)));
    return { codes, hashes: codes.map((code) => this.hash(userId, code)) };
  }

  /** @param code however it was typed */
  hash(userId: string, code: string): string {
    return createHmac('sha256', this.key)
      .update(`${userId}.${normalizeRecoveryCode(code)}`)
      .digest('base64url');
  }
}
