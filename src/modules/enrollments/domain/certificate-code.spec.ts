import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CODE_BYTES, codeOf, readCode } from './certificate-code.js';
import { durationText } from './duration-text.js';

const random = fc.uint8Array({ minLength: CODE_BYTES, maxLength: CODE_BYTES });

describe('the code of a certificate', () => {
  it('holds all of its chance, and is read however it is typed', () => {
    fc.assert(
      fc.property(random, random, (a, b) => {
        const code = codeOf(a);
        expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
        expect(codeOf(b) === code).toBe(Buffer.from(a).equals(Buffer.from(b)));
        for (const typed of [code, code.toLowerCase(), code.replaceAll('-', ' '), code.replaceAll('0', 'o')])
          expect(readCode(typed)).toBe(code);
        expect(readCode(code.replaceAll('1', 'l'))).toBe(code);
      }),
    );
  });

  it.each(['', 'abc', 'UUUU-UUUU-UUUU-UUUU', '0000-0000-0000-000', '0000-0000-0000-0000-0'])(
    'is not %j',
    (text) => {
      expect(readCode(text)).toBeUndefined();
    },
  );
});

describe('a length of time', () => {
  it.each([
    [20, '1 minute'],
    [2700, '45 minutes'],
    [3600, '1 hour'],
    [45_000, '12.5 hours'],
  ])('of %d seconds is %s', (seconds, text) => {
    expect(durationText(seconds)).toBe(text);
  });
});
