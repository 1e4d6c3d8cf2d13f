export { CryptoErrors, translateCryptoError } from './crypto.errors.js';
export { CommonPasswords } from './common-passwords.js';
export { CryptoModule } from './crypto.module.js';
export { EncryptedFields } from './encrypted-fields.js';
export { FieldCipher, TamperedValueError } from './field-cipher.js';
export { KeyRotation, type RotatedField } from './key-rotation.js';
export { KeyedHash } from './keyed-hash.js';
export { PasswordHasher } from './password-hasher.js';
