import fc from 'fast-check';
import { generateSync } from 'otplib';
import { describe, expect, it } from 'vitest';
import { acceptedStep, isTotp, newSecret, totpUri } from './totp.js';

/** `12345678901234567890`, of the test vectors in RFC 6238, appendix B. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

const at = (seconds: number) => new Date(seconds * 1000);
const codeOf = (step: number) => generateSync({ secret: SECRET, epoch: step * 30 });

describe('a code', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_234_567_890, '005924'],
    [20_000_000_000, '353130'],
  ])('is that of RFC 6238 at %d', (seconds, code) => {
    expect(acceptedStep(SECRET, code, at(seconds), -1)).toBe(Math.floor(seconds / 30));
  });

  it('is good in the step before and after its own, and no longer', () => {
    const accepted = [-2, -1, 0, 1, 2].map((late) =>
      acceptedStep(SECRET, codeOf(1000), at((1000 + late) * 30), -1),
    );
    expect(accepted).toEqual([undefined, 1000, 1000, 1000, undefined]);
  });

  it('has six digits and nothing else', () => {
    expect(['287082', '28708', '2870822', '28708a', '２87082', ' 287082', ''].map(isTotp)).toEqual([
      true,
      ...Array<boolean>(6).fill(false),
    ]);
  });
});

describe('any sequence of codes, by a clock that goes whichever way', () => {
  const tries = fc.array(
    fc.record({ advance: fc.integer({ min: -120, max: 300 }), offset: fc.integer({ min: -4, max: 4 }) }),
    { maxLength: 40 },
  );

  it('takes no step twice, none outside the window, and only ever later ones', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000_000, max: 4_000_000_000 }), tries, (start, sequence) => {
        let seconds = start;
        let last = -1;
        for (const { advance, offset } of sequence) {
          seconds += advance;
          const current = Math.floor(seconds / 30);
          const code = codeOf(current + offset);
          const step = acceptedStep(SECRET, code, at(seconds), last);
          const acceptable = [-1, 0, 1]
            .map((delta) => current + delta)
            .filter((candidate) => candidate > last && codeOf(candidate) === code);
          expect(step === undefined).toBe(acceptable.length === 0);
          expect([undefined, ...acceptable]).toContain(step);
          last = step ?? last;
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a secret', () => {
  it('has 160 bits, and is another each time', () => {
    const secrets = Array.from({ length: 20 }, newSecret);
    for (const secret of secrets) expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(new Set(secrets).size).toBe(20);
  });

  it('goes into an address that authenticator apps read', () => {
    const uri = new URL(totpUri(SECRET, 'Lyceum', 'jane+x@example.com'));
    expect(uri.protocol + uri.host).toBe('otpauth:totp');
    expect(decodeURIComponent(uri.pathname)).toBe('/Lyceum:jane+x@example.com');
    expect(uri.searchParams.get('secret')).toBe(SECRET);
    expect(uri.searchParams.get('issuer')).toBe('Lyceum');
  });
});
