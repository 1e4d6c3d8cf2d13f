import { Global, Module } from '@nestjs/common';
import { BlindIndex } from './blind-index.js';
import { DamageReports } from './damage-reports.js';
import { FieldCipher } from './field-cipher.js';
import { KeyRotation } from './key-rotation.js';
import { PasswordHasher } from './password-hasher.js';

@Global()
@Module({
  providers: [PasswordHasher, FieldCipher, BlindIndex, DamageReports, KeyRotation],
  exports: [PasswordHasher, FieldCipher, BlindIndex, KeyRotation],
})
export class CryptoModule {}
