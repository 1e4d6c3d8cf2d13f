export const BROWSERS = ['chrome', 'edge', 'firefox', 'opera', 'safari', 'samsung', 'other'] as const;
export type Browser = (typeof BROWSERS)[number];

/** In this order, because most of them say that they are the ones below as well. */
const SIGNS: readonly (readonly [Browser, RegExp])[] = [
  ['edge', /\bEdg(?:e|A|iOS)?\//],
  ['opera', /\b(?:OPR|Opera|OPT|OPiOS)\//],
  ['samsung', /\bSamsungBrowser\//],
  ['firefox', /\b(?:Firefox|FxiOS)\//],
  ['chrome', /\b(?:Chrome|CriOS)\//],
  ['safari', /\bVersion\/\S+ .*Safari\//],
];

/** The family of the browser that a user agent names (003-24): all that is kept of it. Null without one. */
export const browserOf = (userAgent: string | undefined): Browser | null =>
  userAgent ? (SIGNS.find(([, sign]) => sign.test(userAgent))?.[0] ?? 'other') : null;
