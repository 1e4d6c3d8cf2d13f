import { afterAll, describe, expect, it } from 'vitest';
import { readConfig, AuthConfig } from '../../config/index.js';
import { PasswordHasher } from './password-hasher.js';

describe('PasswordHasher', () => {
  const hasher = new PasswordHasher(readConfig(AuthConfig));
  afterAll(() => hasher.onModuleDestroy());

  it('recognises the password and no other', async () => {
    const hash = await hasher.hash('Correct-Horse-1');
    expect(await hasher.matches('Correct-Horse-1', hash)).toBe(true);
    expect(await hasher.matches('correct-horse-1', hash)).toBe(false);
  });

  it('reads every byte of passwords that are longer than 72 bytes', async () => {
    const long = '🦉'.repeat(20);
    const hash = await hasher.hash(`${long}a`);
    expect(await hasher.matches(`${long}b`, hash)).toBe(false);
    expect(await hasher.matches(`${long}a`, hash)).toBe(true);
  });

  it('takes the same password in any Unicode composition', async () => {
    expect(await hasher.matches('Ame\u0301lie-123', await hasher.hash('Am\u00e9lie-123'))).toBe(true);
  });

  it('goes on to recognise hashes of other costs, and tells them from those of now', async () => {
    const config = readConfig(AuthConfig);
    for (const BCRYPT_ROUNDS of [config.BCRYPT_ROUNDS - 1, config.BCRYPT_ROUNDS + 1].filter(
      (it) => it >= 4,
    )) {
      const other = new PasswordHasher({ ...config, BCRYPT_ROUNDS });
      const hash = await other.hash('Correct-Horse-1');
      await other.onModuleDestroy();
      expect(hasher.isOutdated(hash)).toBe(true);
      expect(await hasher.matches('Correct-Horse-1', hash)).toBe(true);
      expect(await hasher.matches('Correct-Horse-2', hash)).toBe(false);
    }
    expect(hasher.isOutdated(await hasher.hash('Correct-Horse-1'))).toBe(false);
  });

  it('matches nothing when there is no account, not even the empty password', async () => {
    expect(await hasher.matches('', undefined)).toBe(false);
  });
});
