import { describe, expect, it } from 'vitest';
import { readUserAgent } from './index.js';

const WEBKIT = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';

describe('a user agent', () => {
  it.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
      { deviceType: 'desktop', browser: 'Chrome', os: 'Windows' },
    ],
    [
      `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${WEBKIT} Version/18.0 Safari/605.1.15`,
      { deviceType: 'desktop', browser: 'Safari', os: 'macOS' },
    ],
    [
      `Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) ${WEBKIT} Version/18.0 Mobile/15E148 Safari/604.1`,
      { deviceType: 'mobile', browser: 'Safari', os: 'iOS' },
    ],
    [
      `Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) ${WEBKIT} CriOS/140.0 Mobile/15E148 Safari/604.1`,
      { deviceType: 'tablet', browser: 'Chrome', os: 'iOS' },
    ],
    [
      'Mozilla/5.0 (Android 15; Mobile; rv:143.0) Gecko/143.0 Firefox/143.0',
      { deviceType: 'mobile', browser: 'Firefox', os: 'Android' },
    ],
    ['curl/8.5.0', { deviceType: null, browser: null, os: null }],
    ['Mozilla/5.0 (SMART-TV; Linux; Tizen 5.0) Version/5.0 TV Safari/538.1', { deviceType: null }],
  ])('is read: %s', (header, expected) => {
    expect(readUserAgent(header)).toMatchObject(expected);
  });

  it('may be missing, be nonsense, and be as long as it likes', () => {
    const nothing = { deviceType: null, browser: null, os: null };
    for (const header of [undefined, null, '', '\u0000', '(((((', 'x'.repeat(100_000)])
      expect(readUserAgent(header)).toEqual(nothing);
  });
});
