import { Global, Module } from '@nestjs/common';
import { CommonPasswords } from './common-passwords.js';
import { DamageReports } from './damage-reports.js';
import { FieldCipher } from './field-cipher.js';
import { KeyRotation } from './key-rotation.js';
import { KeyedHash } from './keyed-hash.js';
import { PasswordHasher } from './password-hasher.js';

const SERVICES = [PasswordHasher, CommonPasswords, FieldCipher, KeyRotation, KeyedHash];

@Global()
@Module({ providers: [...SERVICES, DamageReports], exports: SERVICES })
export class CryptoModule {}
