import { describe, expect, it } from 'vitest';
import { preferred } from './accept.js';

describe('the media type that a client likes best', () => {
  it.each([
    [undefined, 'application/json'],
    ['*/*', 'application/json'],
    ['', undefined],
    ['text/html', 'text/html'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'text/html'],
    ['text/*, application/json;q=0.5', 'text/html'],
    ['application/json;q=0.2, TEXT/HTML;q=0.3', 'text/html'],
    ['text/html;q=0, */*;q=0.1', 'application/json'],
    ['application/json;q=x, image/png', undefined],
    ['image/png', undefined],
  ])('of %j is %s', (accept, type) => {
    expect(preferred(accept, ['application/json', 'text/html'])).toBe(type);
  });
});
