import { z } from 'zod';

/** The kinds of value that a variable can hold. Each turns the shell's text into what the code uses. */

export const port = () => z.coerce.number().int().min(0).max(65_535);
export const count = (min = 0) => z.coerce.number().int().min(min);
export const flag = () => z.stringbool();
export const url = (...protocols: string[]) =>
  z.string().refine((value) => protocols.some((protocol) => value.startsWith(`${protocol}://`)), {
    error: `must start with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}`,
  });

/** Comma-separated words: `a, b` -> `['a', 'b']`. */
export const list = () =>
  z
    .string()
    .transform((value) =>
      value
        .split(',')
        .map((item) => item.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.string()));

/**
 * A key or password: never printed, no default, and long enough that it can't be guessed (32 characters, ASVS 11.1).
 */
export const secret = (min = 32) => z.string().min(min).meta({ secret: true });
