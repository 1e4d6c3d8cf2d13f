/**
 * Which of the offered media types a client likes best (RFC 9110, 12.5.1).
 *
 * @param offers the first is for those who take anything
 * @returns undefined when it takes none of them
 */
export function preferred<T extends string>(accept: string | undefined, offers: readonly T[]): T | undefined {
  const ranges = (accept ?? '*/*').split(',').map(rangeOf);
  const qualityOf = (offer: string) => {
    const matching = ranges.filter(({ type }) => matches(type, offer));
    // The most specific range counts: `text/html;q=0, */*` takes everything but HTML.
    return matching.toSorted((a, b) => specificity(b.type) - specificity(a.type))[0]?.quality ?? 0;
  };
  const [best] = offers
    .map((offer, index) => ({ offer, index, quality: qualityOf(offer) }))
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality || a.index - b.index);
  return best?.offer;
}

function rangeOf(text: string): { type: string; quality: number } {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='));
  return { type, quality: quality === undefined ? 1 : Number(quality.slice(2)) || 0 };
}

const matches = (range: string, offer: string): boolean =>
  range === '*/*' || range === offer || (range.endsWith('/*') && offer.startsWith(range.slice(0, -1)));

const specificity = (range: string): number => (range === '*/*' ? 0 : range.endsWith('/*') ? 1 : 2);
