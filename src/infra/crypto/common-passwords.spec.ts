import { describe, expect, it } from 'vitest';
import { CommonPasswords } from './common-passwords.js';

describe('CommonPasswords', () => {
  const passwords = new CommonPasswords();

  it.each(['password', 'password1', '123456', 'qwertyuiop', 'letmein1'])('knows %s', async (word) => {
    expect(await passwords.includesAny(['xk9-quiet-lantern', word])).toBe(true);
  });

  it.each(['xk9-quiet-lantern', 'etmein1', '', '\n'])('does not know %j', async (word) => {
    expect(await passwords.includesAny([word])).toBe(false);
  });
});
