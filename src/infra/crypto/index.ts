export { CryptoModule } from './crypto.module.js';
export { FieldCipher } from './field-cipher.js';
export { PasswordHasher } from './password-hasher.js';
