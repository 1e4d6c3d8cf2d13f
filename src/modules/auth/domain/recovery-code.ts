export const RECOVERY_CODES = 10;

/** Without letters that are mistaken for digits, as people copy these from paper (Crockford's base 32). */
export const RECOVERY_ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Of five bits each. */
const LETTERS = 10;

/** @param random at least ten bytes, each of which counts for five bits */
export function recoveryCodeOf(random: Uint8Array): string {
  const letters = [...random.subarray(0, LETTERS)].map((byte) => RECOVERY_ALPHABET[byte & 31]);
  return `${letters.slice(0, LETTERS / 2).join('')}-${letters.slice(LETTERS / 2).join('')}`;
}

/** A code as it was given out, however it was typed. */
export const normalizeRecoveryCode = (typed: string): string =>
  typed
    .toLowerCase()
    .replaceAll(/[^0-9a-z]/g, '')
    .replaceAll('o', '0')
    .replaceAll(/[il]/g, '1');
