export { CryptoModule } from './crypto.module.js';
export { PasswordHasher } from './password-hasher.js';
