import { Global, Module } from '@nestjs/common';
import { DamageReports } from './damage-reports.js';
import { FieldCipher } from './field-cipher.js';
import { KeyRotation } from './key-rotation.js';
import { PasswordHasher } from './password-hasher.js';

@Global()
@Module({
  providers: [PasswordHasher, FieldCipher, DamageReports, KeyRotation],
  exports: [PasswordHasher, FieldCipher, KeyRotation],
})
export class CryptoModule {}
