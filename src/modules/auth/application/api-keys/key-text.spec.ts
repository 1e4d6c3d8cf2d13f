import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isKeyLike, newKey, partsOf } from './key-text.js';

describe('an API key', () => {
  it('says which it is, and brings a secret of 256 bits', () => {
    const { key, prefix, secret } = newKey();
    expect(key).toMatch(/^lyc_[0-9a-f]{12}_[0-9a-f]{72}$/);
    expect(secret).toHaveLength(64);
    expect(partsOf(key)).toEqual({ prefix, secret });
    expect(isKeyLike(key)).toBe(true);
    expect(newKey().key).not.toBe(key);
  });

  it('is recognised as mistyped, whichever letter is wrong', () => {
    const { key } = newKey();
    const letters = fc.constantFrom(...'0123456789abcdef_xyz');
    fc.assert(
      fc.property(fc.nat(key.length - 1), letters, (at, letter) => {
        fc.pre(key[at] !== letter);
        expect(partsOf(key.slice(0, at) + letter + key.slice(at + 1))).toBeUndefined();
      }),
    );
  });

  it('is none of any other text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(partsOf(`lyc_${text}`)).toBeUndefined();
      }),
    );
  });
});
