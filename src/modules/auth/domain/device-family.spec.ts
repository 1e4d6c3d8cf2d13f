import { describe, expect, it } from 'vitest';
import { familyOf } from './device-family.js';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0';
const UPDATED = 'Mozilla/5.0 (X11; Linux x86_64; rv:134.0) Gecko/20100101 Firefox/134.0.1';
const CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36';
const AT = '203.0.113.7';

describe('a device', () => {
  it.each([
    ['after an update', { userAgent: UPDATED, ipAddress: AT }],
    ['with another address of the same provider', { userAgent: FIREFOX, ipAddress: '203.0.250.1' }],
    ['with the same address in another notation', { userAgent: FIREFOX, ipAddress: `::ffff:${AT}` }],
  ])('is the same %s', (_, device) => {
    expect(familyOf(device)).toBe(familyOf({ userAgent: FIREFOX, ipAddress: AT }));
  });

  it.each([
    ['with another browser', { userAgent: CHROME, ipAddress: AT }],
    ['elsewhere', { userAgent: FIREFOX, ipAddress: '198.51.100.1' }],
    ['without a name', { userAgent: null, ipAddress: AT }],
    ['at an address of the other kind', { userAgent: FIREFOX, ipAddress: '2001:db8::1' }],
  ])('is another one %s', (_, device) => {
    expect(familyOf(device)).not.toBe(familyOf({ userAgent: FIREFOX, ipAddress: AT }));
  });
});
