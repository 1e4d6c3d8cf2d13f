import { describe, expect, it } from 'vitest';
import { AuthConfig, readConfig } from '../../config/index.js';
import { KeyedHash } from './keyed-hash.js';

describe('KeyedHash', () => {
  const config = readConfig(AuthConfig);
  const hash = new KeyedHash(config);

  it('finds again what it has hashed, in another process too', () => {
    expect(new KeyedHash(config).of('login', 'jane@example.com')).toBe(hash.of('login', 'jane@example.com'));
  });

  it('tells nothing without the key, and nothing across uses', () => {
    const other = new KeyedHash({ ...config, PASSWORD_PEPPER: 'x'.repeat(32) });
    const hashes = [
      hash.of('login', 'jane@example.com'),
      hash.of('login', 'john@example.com'),
      hash.of('network', 'jane@example.com'),
      other.of('login', 'jane@example.com'),
    ];
    expect(new Set(hashes).size).toBe(4);
    expect(hashes.join()).not.toContain('jane');
  });
});
