import { describe, expect, it } from 'vitest';
import { AuthConfig, BlindIndexConfig, readConfig } from '../../config/index.js';
import { KeyedHash } from './keyed-hash.js';

const OLD = 'o'.repeat(32);
const NEW = 'n'.repeat(32);
const hashWith = (...keys: [string, ...string[]]) =>
  new KeyedHash(new BlindIndexConfig({ BLIND_INDEX_KEYS: keys }), {
    ...readConfig(AuthConfig),
    PASSWORD_PEPPER: 'p'.repeat(32),
  });

describe('a keyed hash', () => {
  it('is the same for the same text, in another process too, and tells nothing of it', () => {
    expect(hashWith(NEW).of('users.email', 'ada@example.com')).toBe(
      hashWith(NEW).of('users.email', 'ada@example.com'),
    );
    expect(hashWith(NEW).of('users.email', 'ada@example.com')).not.toContain('ada');
  });

  it('differs with the text, the use and the key', () => {
    const values = [
      hashWith(NEW).of('users.email', 'ada@example.com'),
      hashWith(NEW).of('users.email', 'bob@example.com'),
      hashWith(NEW).of('users.phone', 'ada@example.com'),
      hashWith(OLD).of('users.email', 'ada@example.com'),
    ];
    expect(new Set(values.map((value) => value.split('.')[1])).size).toBe(4);
  });

  it('is found after a change of keys where it stands under the old one', () => {
    const stored = hashWith(OLD).of('users.email', 'ada@example.com');
    expect(hashWith(NEW, OLD).all('users.email', 'ada@example.com')).toContain(stored);
    expect(hashWith(NEW, OLD).of('users.email', 'ada@example.com')).not.toBe(stored);
  });

  // Written down once: what is stored must go on being found, whatever becomes of the code.
  it('is what it always was', () => {
    expect(hashWith(NEW).of('users.email', 'ada@example.com')).toBe(
      'qedr02xr.eB76mveG7xUK2SPhpEjsZ1Kxcpx7ONUoMGlNO8VsGr0',
    );
    expect(hashWith(NEW).everStored('known network', 'ada 203.0.113.7')).toEqual([
      hashWith(NEW).of('known network', 'ada 203.0.113.7'),
      '9GzJDGeuw7kE9kPun6ENRKbEghVuQQ_UVQUPHp4aeLk',
    ]);
  });
});
