import { Injectable } from '@nestjs/common';
import { FieldCipher } from '../../../../infra/crypto/index.js';

/** Keeps what authenticator apps and the server share: nothing but its encrypted form reaches the database (X30). */
@Injectable()
export class SeedVault {
  constructor(private readonly cipher: FieldCipher) {}

  seal(userId: string, secret: string): string {
    return this.cipher.encrypt(secret, contextOf(userId));
  }

  /** @throws TamperedValueError when what is stored was not written by this application for this account */
  open(userId: string, sealed: string): string {
    return this.cipher.decrypt(sealed, contextOf(userId));
  }
}

const contextOf = (userId: string) => `two_factor/${userId}/secret`;
