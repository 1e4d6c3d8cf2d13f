import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOf, isId, slugOf } from './slug.js';

describe('the address of a title', () => {
  it.each([
    ['JavaScript Fundamentals', 'javascript-fundamentals'],
    ['  C++ & C#: what now? ', 'c-c-what-now'],
    ['Équations différentielles', 'equations-differentielles'],
    ['100 % Übung', '100-ubung'],
    ['বাংলা', ''],
  ])('%s is %j', (title, slug) => {
    expect(slugOf(title)).toBe(slug);
  });

  it('falls back where no letter is left, and is never taken for an id', () => {
    expect(addressOf('বাংলা', 'course')).toBe('course');
    expect(addressOf('decade'.repeat(4), 'course')).toBe(`course-${'decade'.repeat(4)}`);
  });

  it('can stand in a path, whatever the title', () => {
    const title = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 250 }),
      fc.string({ unit: 'grapheme', maxLength: 250 }),
      fc.stringMatching(/^[0-9a-f -]{20,30}$/),
    );
    fc.assert(
      fc.property(title, (text) => {
        const address = addressOf(text, 'course');
        expect(address).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
        expect(address.length).toBeLessThanOrEqual(107);
        expect(isId(address)).toBe(false);
        // What is an address already stays as it is.
        expect(addressOf(address, 'course')).toBe(address.slice(0, 100).replace(/-$/, ''));
      }),
    );
  });
});
