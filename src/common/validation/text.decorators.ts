import { Transform } from 'class-transformer';
import { plainText } from './plain-text.js';
import { richText } from './rich-text.js';

/** Cleans texts and lists of texts; what is neither is left for the validators to refuse. */
const clean = (value: unknown, cleaned: (text: string) => string): unknown => {
  if (typeof value === 'string') return cleaned(value);
  return Array.isArray(value) ? value.map((item: unknown) => clean(item, cleaned)) : value;
};

/**
 * For text that is shown as text: names, titles, reviews, tags. Tags, control characters and surrounding spaces are gone
 * before lengths are checked.
 *
 * @param options.lines keeps line breaks, for texts of more than one paragraph
 */
export const PlainText = (options: { lines?: boolean } = {}): PropertyDecorator =>
  Transform(({ value }) => clean(value, (text) => plainText(text, options)), { toClassOnly: true });

/** For text that is shown as HTML: full descriptions, documents. What could run or pretend is gone. */
export const RichText = (): PropertyDecorator =>
  Transform(({ value }) => clean(value, richText), { toClassOnly: true });
