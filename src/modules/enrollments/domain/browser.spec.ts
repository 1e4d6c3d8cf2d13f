import { describe, expect, it } from 'vitest';
import { readUserAgent } from '../../../common/user-agent/index.js';
import { browserFamily } from './browser.js';

const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';

describe('the browser of a user agent', () => {
  it.each([
    ['chrome', `Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} Chrome/140.0.0.0 Safari/537.36`],
    ['edge', `Mozilla/5.0 (Windows NT 10.0) ${WEBKIT} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`],
    ['opera', `Mozilla/5.0 (Windows NT 10.0) ${WEBKIT} Chrome/138.0.0.0 Safari/537.36 OPR/122.0.0.0`],
    [
      'samsung',
      `Mozilla/5.0 (Linux; Android 14) ${WEBKIT} SamsungBrowser/28.0 Chrome/130.0 Mobile Safari/537.36`,
    ],
    ['firefox', 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0'],
    [
      'safari',
      'Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
    ],
    [
      'firefox',
      'Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/140.0 Mobile/15E148 Safari/605.1.15',
    ],
    ['other', 'okhttp/5.1.0'],
  ])('is %s', (browser, userAgent) => {
    expect(browserFamily(readUserAgent(userAgent).browser)).toBe(browser);
  });

  it('is another where it is not known', () => {
    expect(browserFamily(null)).toBe('other');
    expect(browserFamily('constructor')).toBe('other');
  });
});
