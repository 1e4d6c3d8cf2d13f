const MAX_LENGTH = 100;

/** Turns a title into an address: letters, digits and hyphens (000-18). */
export const slugOf = (title: string): string =>
  title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');

/**
 * An address that can be taken for nothing else: short enough, not empty, and no id.
 *
 * @param fallback what stands for titles without a letter of the Latin alphabet
 */
export function addressOf(title: string, fallback: string): string {
  const slug = slugOf(title).slice(0, MAX_LENGTH).replace(/-+$/, '');
  if (slug === '') return fallback;
  return isId(slug) ? `${fallback}-${slug}` : slug;
}

/** Whether something has the form of an id: an address never does, so that one path parameter takes both. */
export const isId = (text: string): boolean => /^[0-9a-f]{24}$/i.test(text);
