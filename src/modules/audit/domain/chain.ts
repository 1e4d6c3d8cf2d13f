import type { SealedEntry } from './audit-entry.js';

/** The end of the chain: how long it is, and the hash of its last entry. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
  readonly at: Date;
  readonly keyId: string | null;
  /** Over all the others; null before anything was sealed. */
  readonly mac: string | null;
}

/** What stands before the first entry. */
export const GENESIS_HASH = 'genesis';

/** An entry's place, which its recorder doesn't know yet. */
export type Seal = Pick<SealedEntry, 'id' | 'seq' | 'prevHash' | 'hash' | 'sealKeyId'>;

/** What a seal's hash covers: the place, what stands before it, and through its code the entry. */
export const sealContentOf = ({
  seq,
  prevHash,
  keyId,
  mac,
}: Pick<SealedEntry, 'seq' | 'prevHash' | 'keyId' | 'mac'>): object => ({ seq, prevHash, keyId, mac });

export const headContentOf = ({ seq, hash, at }: Pick<ChainHead, 'seq' | 'hash' | 'at'>): object => ({
  seq,
  hash,
  at: at.toISOString(),
});

/** The head as it was known before, from a log or a metric: then it must be in the chain still. */
export interface Anchor {
  readonly seq: number;
  readonly hash: string;
}

/**
 * What can be wrong. `missing`: there is no entry of that number. `changed`: the entry isn't what its recorder wrote.
 * `misplaced`: it doesn't stand where it was sealed. `personal-changed`, `personal-removed`: its personal part isn't what was
 * recorded, or was removed by somebody else than this application. `beyond-head`: it was never sealed, but looks so.
 * `forged`: somebody else wrote it. `head-missing`, `head-forged`: the record of the chain's end. `anchor-lost`: the chain
 * doesn't contain what the caller remembers of it.
 */
export const CHAIN_PROBLEMS = [
  'missing',
  'changed',
  'misplaced',
  'personal-changed',
  'personal-removed',
  'beyond-head',
  'forged',
  'head-missing',
  'head-forged',
  'anchor-lost',
] as const;

export interface ChainProblem {
  readonly problem: (typeof CHAIN_PROBLEMS)[number];
  /** The place in the chain; null for what has none. */
  readonly seq: number | null;
  readonly entryId: string | null;
}

export interface ChainReport {
  readonly intact: boolean;
  readonly head: Anchor | null;
  /** How many entries were looked at. */
  readonly checked: number;
  /** Of how many the personal part was removed by this application. */
  readonly redacted: number;
  /** How many have no place yet. */
  readonly pending: number;
  /** The first ones. */
  readonly problems: readonly ChainProblem[];
}
