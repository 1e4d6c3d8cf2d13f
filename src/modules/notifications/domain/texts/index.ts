import { en } from './en.js';
import type { Language } from './language.js';

export type { Language, Text } from './language.js';

const LANGUAGES: ReadonlyMap<string, Language> = new Map([[en.tag, en]]);

/** The language that somebody asked for by a BCP 47 tag, by its first part (`en-GB` -> `en`); English for all others. */
export const languageOf = (tag: string): Language =>
  LANGUAGES.get(tag.split('-', 1)[0]?.toLowerCase() ?? '') ?? en;
