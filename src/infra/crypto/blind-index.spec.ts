import { describe, expect, it } from 'vitest';
import { BlindIndexConfig } from '../../config/index.js';
import { BlindIndex } from './blind-index.js';

const OLD = 'o'.repeat(32);
const NEW = 'n'.repeat(32);
const indexWith = (...keys: [string, ...string[]]) =>
  new BlindIndex(new BlindIndexConfig({ BLIND_INDEX_KEYS: keys }));

describe('a blind index', () => {
  it('is the same for the same value, and tells nothing of it', () => {
    const index = indexWith(NEW);
    expect(index.of('users.email', 'ada@example.com')).toBe(index.of('users.email', 'ada@example.com'));
    expect(index.of('users.email', 'ada@example.com')).not.toContain('ada');
  });

  it('differs with the value, the field and the key', () => {
    const values = [
      indexWith(NEW).of('users.email', 'ada@example.com'),
      indexWith(NEW).of('users.email', 'bob@example.com'),
      indexWith(NEW).of('users.phone', 'ada@example.com'),
      indexWith(OLD).of('users.email', 'ada@example.com'),
    ];
    expect(new Set(values.map((value) => value.split('.')[1])).size).toBe(4);
  });

  it('finds after a change of keys what stands under the old one', () => {
    const stored = indexWith(OLD).of('users.email', 'ada@example.com');
    expect(indexWith(NEW, OLD).all('users.email', 'ada@example.com')).toContain(stored);
    expect(indexWith(NEW, OLD).of('users.email', 'ada@example.com')).not.toBe(stored);
  });
});
