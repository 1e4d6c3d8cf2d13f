export const CATEGORY_KINDS = ['course', 'tool'] as const;
export type CategoryKind = (typeof CATEGORY_KINDS)[number];

/** A shelf of the catalogue (X10). */
export interface Category {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly description: string;
}
