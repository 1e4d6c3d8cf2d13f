/** Crockford's base 32: no I, L, O or U, so that nothing is mistaken or spells a word. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 80 bits: nobody finds one by trying. */
export const CODE_BYTES = 10;

/** Writes random bytes as four groups of four: `7Q2M-X0VD-93KA-HR5T`. */
export function codeOf(random: Uint8Array): string {
  const bits = [...random].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const letters = (bits.match(/.{5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five, 2)]).join('');
  return (letters.match(/.{4}/g) ?? []).join('-');
}

/**
 * The code that somebody typed: in any case, with or without its hyphens, with letters where they look like digits.
 *
 * @returns undefined for what can't be one
 */
export function readCode(typed: string): string | undefined {
  const letters = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{16}$/.test(letters) ? letters.match(/.{4}/g)!.join('-') : undefined;
}
