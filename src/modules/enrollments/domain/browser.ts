export const BROWSERS = ['chrome', 'edge', 'firefox', 'opera', 'safari', 'samsung', 'other'] as const;
export type Browser = (typeof BROWSERS)[number];

/** By the names of their products. */
const FAMILIES: ReadonlyMap<string | null, Browser> = new Map([
  ['Chrome', 'chrome'],
  ['Chromium', 'chrome'],
  ['Microsoft Edge', 'edge'],
  ['Firefox', 'firefox'],
  ['Opera', 'opera'],
  ['Safari', 'safari'],
  ['Samsung Internet for Android', 'samsung'],
]);

/** The family of a browser (003-24): all that is kept of it. */
export const browserFamily = (product: string | null): Browser => FAMILIES.get(product) ?? 'other';
