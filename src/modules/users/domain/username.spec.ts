import { describe, expect, it } from 'vitest';
import { usernameFor } from './username.js';

describe('a generated user name', () => {
  it.each([
    ['jane.smith@example.com', 'jane_smith_4f2a9c'],
    ["o'neil+tag@x.ie", 'o_neil_tag_4f2a9c'],
    ['ÀÉ@x.org', 'a_e_4f2a9c'],
    ['李@x.cn', 'user_4f2a9c'],
    [`${'x'.repeat(64)}@x.org`, `${'x'.repeat(23)}_4f2a9c`],
  ])('for %s is %s', (email, username) => {
    expect(usernameFor(email, '4F2-a9c77')).toBe(username);
    expect(username).toMatch(/^[a-z0-9_]{3,30}$/);
  });
});
