/** A name as it is searched for: without case and accents. */
export const nameKey = (name: string): string =>
  name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();

export interface NameKeys {
  readonly first: string;
  readonly last: string;
  readonly display: string;
}
