/** Somebody who is being erased. */
export interface Subject {
  readonly userId: string;
  /** By what one would know them: addresses, full names, phone numbers, IP addresses; none the second time. */
  readonly identifiers: readonly string[];
}

/** A file of an export. */
export interface PersonalFile {
  /** Without an extension, unique among all modules': `reviews`. */
  readonly name: string;
  /** What it holds, for its reader. */
  readonly about: string;
  /** One after another, so that no list has to fit into memory. Nothing secret, and nothing about others. */
  readonly rows: () => AsyncIterable<object>;
}

/**
 * When a part is erased. `traces` looks through what others hold and needs to know whom to look for; `account` is what all
 * others are found by.
 */
export const TURNS = ['traces', 'content', 'account'] as const;
export type Turn = (typeof TURNS)[number];

/**
 * What a module keeps of people: it is asked when somebody wants a copy of it or wants it gone (002-38, A.7). A provider
 * that extends this class is found, whichever module it is of.
 */
export abstract class PersonalData {
  /** Names the step of an erasure; stable for ever, because it stands in those that are under way. */
  abstract readonly part: string;
  readonly turn: Turn = 'content';

  /** By what one would know somebody. */
  identifiersOf(_userId: string): Promise<readonly string[]> {
    return Promise.resolve([]);
  }

  /** Everything about somebody that is theirs to have. */
  filesOf(_userId: string): readonly PersonalFile[] {
    return [];
  }

  /** Shuts the door, before anything is erased: from then on nothing is written on somebody's behalf. */
  close(_userId: string): Promise<void> {
    return Promise.resolve();
  }

  /**
   * Removes what tells who it was, for good. It may be called again, also after it has broken off anywhere, and after it
   * has succeeded.
   */
  abstract erase(subject: Subject): Promise<void>;
}

/** The values of a document that are its owner's to have: all but those that are named. */
export function valuesOf<D extends object, K extends keyof D>(document: D, ...left: K[]): object {
  const values = Object.entries(document).filter(
    ([name]) => !left.includes(name as K) && !INTERNAL.has(name),
  );
  return Object.fromEntries(values.map(([name, value]) => [name === '_id' ? 'id' : name, value as unknown]));
}

/** What only the database needs. */
const INTERNAL = new Set(['isDeleted', 'deletedAt', 'deleteBatchId', 'archiveBatchId', 'dedupeKey']);
