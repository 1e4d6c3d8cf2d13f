import { Injectable } from '@nestjs/common';
import { EncryptedFields, FieldCipher } from '../../../../infra/crypto/index.js';

/** Keeps what authenticator apps and the server share: nothing but its encrypted form reaches the database (X30). */
@Injectable()
export class SeedVault extends EncryptedFields {
  override readonly encryptedFields = [
    { collection: 'two_factor', path: 'secret', namedBy: 'userId', contextOf },
  ];

  constructor(private readonly cipher: FieldCipher) {
    super();
  }

  seal(userId: string, secret: string): string {
    return this.cipher.encrypt(secret, contextOf(userId));
  }

  /** @throws TamperedValueError when what is stored was not written by this application for this account */
  open(userId: string, sealed: string): string {
    return this.cipher.decrypt(sealed, contextOf(userId));
  }
}

function contextOf(userId: string): string {
  return `two_factor/${userId}/secret`;
}
