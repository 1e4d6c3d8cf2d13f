/** Enough that neighbours in a list differ, dark enough for white letters (WCAG 1.4.3, large text). */
const HUES = 24;

const INITIAL = /[\p{L}\p{N}]\p{M}?/u;

/** The first letters of the first and the last word of a name; `?` when it has none. */
export function initialsOf(name: string): string {
  const initials = name.split(/\s+/).flatMap((word) => INITIAL.exec(word)?.[0] ?? []);
  const [first = '?'] = initials;
  const last = initials.length > 1 ? initials.at(-1) : '';
  return `${first}${last}`.toUpperCase();
}

/**
 * A picture for somebody who brought none (001-03): initials on a colour, the same at every call. Letters, digits and marks
 * are all that a name leaves in it, so there is nothing to escape.
 *
 * @param seed decides the colour
 * @returns an SVG document
 */
export function drawAvatar(name: string, seed: string): string {
  const initials = initialsOf(name);
  const hue = (hashOf(seed) % HUES) * (360 / HUES);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="128" height="128" viewBox="0 0 128 128" role="img" aria-label="${initials}">`,
    `<rect width="128" height="128" fill="hsl(${hue} 55% 34%)"/>`,
    `<text x="64" y="64" dy=".35em" fill="#fff" font-family="system-ui, sans-serif" font-size="54" text-anchor="middle">${initials}</text>`,
    '</svg>',
  ].join('');
}

/** FNV-1a: small, and the same everywhere. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
  return hash >>> 0;
}
