import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalizeRecoveryCode, recoveryCodeOf } from './recovery-code.js';

const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 });

describe('a recovery code', () => {
  it('can be read, typed and told from a code of an app', () => {
    fc.assert(
      fc.property(bytes, (random) => {
        expect(recoveryCodeOf(random)).toMatch(/^[0-9a-hjkmnp-tv-z]{5}-[0-9a-hjkmnp-tv-z]{5}$/);
      }),
    );
  });

  it('is the same however it is typed', () => {
    fc.assert(
      fc.property(bytes, (random) => {
        const code = recoveryCodeOf(random);
        const typed = ` ${code.toUpperCase().replace('-', ' ').replaceAll('0', 'O').replaceAll('1', 'I')} `;
        expect(normalizeRecoveryCode(typed)).toBe(code.replace('-', ''));
      }),
    );
  });

  it('uses five bits of each byte', () => {
    const codes = Array.from({ length: 32 }, (_, bits) => recoveryCodeOf(new Uint8Array(16).fill(bits)));
    expect(new Set(codes).size).toBe(32);
  });
});
