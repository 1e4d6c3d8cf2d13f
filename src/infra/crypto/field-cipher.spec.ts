import { describe, expect, it } from 'vitest';
import { EncryptionConfig } from '../../config/index.js';
import { FieldCipher, TamperedValueError } from './field-cipher.js';

const cipherWith = (...keys: [string, ...string[]]) =>
  new FieldCipher(new EncryptionConfig({ FIELD_ENCRYPTION_KEYS: keys }));

const OLD = 'o'.repeat(32);
const NEW = 'n'.repeat(32);
const HERE = 'users/1/phone';

describe('an encrypted field', () => {
  it('is read back where it stands', () => {
    const cipher = cipherWith(NEW);
    for (const text of ['+44 20 7946 0000', '', '東京都 🗼'])
      expect(cipher.decrypt(cipher.encrypt(text, HERE), HERE)).toBe(text);
  });

  it('shows neither its text nor that two are equal', () => {
    const cipher = cipherWith(NEW);
    const stored = [cipher.encrypt('+44 20', HERE), cipher.encrypt('+44 20', HERE)];
    expect(stored[0]).not.toBe(stored[1]);
    for (const text of stored) expect(text).not.toContain('+44 20');
  });

  it('is refused in another place', () => {
    const cipher = cipherWith(NEW);
    expect(() => cipher.decrypt(cipher.encrypt('x', HERE), 'users/2/phone')).toThrow(TamperedValueError);
  });

  it('is refused when any byte of it was changed', () => {
    const cipher = cipherWith(NEW);
    const [id, text] = cipher.encrypt('secret', HERE).split('.') as [string, string];
    const bytes = Buffer.from(text, 'base64url');
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1;
      expect(() => cipher.decrypt(`${id}.${changed.toString('base64url')}`, HERE)).toThrow(
        TamperedValueError,
      );
    }
  });

  it.each(['', 'clear text', '.', 'AAAAAAAA.AAAA'])('is refused when it is %j', (stored) => {
    expect(() => cipherWith(NEW).decrypt(stored, HERE)).toThrow(TamperedValueError);
  });

  it('outlives a change of keys as long as the old one is kept', () => {
    const stored = cipherWith(OLD).encrypt('text', HERE);
    expect(cipherWith(NEW, OLD).decrypt(stored, HERE)).toBe('text');
    expect(() => cipherWith(NEW).decrypt(stored, HERE)).toThrow(TamperedValueError);
    const [id] = cipherWith(NEW, OLD).encrypt('text', HERE).split('.');
    expect(cipherWith(NEW).encrypt('text', HERE)).toMatch(new RegExp(`^${id}\\.`));
  });
});
