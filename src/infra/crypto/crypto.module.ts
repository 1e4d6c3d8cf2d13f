import { Global, Module } from '@nestjs/common';
import { FieldCipher } from './field-cipher.js';
import { PasswordHasher } from './password-hasher.js';

@Global()
@Module({ providers: [PasswordHasher, FieldCipher], exports: [PasswordHasher, FieldCipher] })
export class CryptoModule {}
