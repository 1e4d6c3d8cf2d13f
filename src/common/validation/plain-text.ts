/** Control characters but tab and line feed, and marks that reorder text, with which one name can pose as another. */
const INVISIBLE = /(?![\t\n])\p{Cc}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** What a browser would take for a tag; `a < b` and `<3` are none. It ends before the next `<`, so it stays linear. */
const TAG = /<[a-z/!?][^<>]*>/gi;

/** What would become a tag together with what follows. */
const HALF_A_TAG = /<(?=[a-z/!?])/gi;

/**
 * Makes text of what a stranger wrote: without tags, control characters and spaces around it (000-52). It is meant to be
 * shown as text; this is a second fence, for the page that forgets to escape it.
 *
 * @param options.lines whether line breaks are kept; otherwise any white space becomes one space
 */
export function plainText(value: string, { lines = false }: { lines?: boolean } = {}): string {
  const text = value
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(INVISIBLE, '')
    .replaceAll(TAG, '')
    .replaceAll(HALF_A_TAG, '< ')
    .normalize('NFC');
  return (lines ? text : text.replaceAll(/\s+/g, ' ')).trim();
}
