import { createRequire } from 'node:module';
import type sanitizeHtml from 'sanitize-html';

const require = createRequire(import.meta.url);

/** What a lesson or a description may be made of. Everything else goes; the text inside it stays. */
const ALLOWED: sanitizeHtml.IOptions = {
  allowedTags: [
    'h2 h3 h4 p br hr blockquote ul ol li pre code kbd a img figure figcaption',
    'strong em b i u s sub sup mark table caption thead tbody tr th td',
  ].flatMap((names) => names.split(' ')),
  allowedAttributes: {
    a: ['href', 'title', 'rel'],
    img: ['src', 'alt', 'title', 'width', 'height'],
    th: ['colspan', 'rowspan', 'scope'],
    td: ['colspan', 'rowspan'],
  },
  allowedClasses: { code: [/^language-[\w-]{1,30}$/] },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowedSchemesByTag: { img: ['https'] },
  allowProtocolRelative: false,
  // The page that a link leads to gets no hold of ours, and spam gains nothing.
  transformTags: {
    a: (tagName, attribs) => ({ tagName, attribs: { ...attribs, rel: 'noopener noreferrer nofollow' } }),
  },
  // Deep nesting can exhaust the stack of whoever draws it.
  nestingLimit: 50,
};

let sanitize: typeof sanitizeHtml | undefined;

/** Makes harmless HTML of what a stranger wrote (000-52): only what {@link ALLOWED} lists survives. */
export function richText(value: string): string {
  // Loaded when somebody writes HTML: it would cost every start 60 ms and 11 MB.
  sanitize ??= require('sanitize-html') as typeof sanitizeHtml;
  return sanitize(value, ALLOWED).trim();
}
