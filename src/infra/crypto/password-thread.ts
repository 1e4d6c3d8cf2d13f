/** Runs in threads of its own, see password-hasher.ts. Written so that Node runs it before it is compiled, too. */
import { constants, setPriority } from 'node:os';
import { compareSync, hashSync } from '@node-rs/bcrypt';

// Where cores are short, requests that are being answered go first. Only on Linux has a thread its own priority.
if (process.platform === 'linux') setPriority(0, constants.priority.PRIORITY_LOW);

export const hash = ({ digest, rounds }: { digest: string; rounds: number }): string =>
  hashSync(digest, rounds);

interface Comparison {
  readonly digest: string;
  readonly passwordHash: string;
  /** Of the hash; NaN when it can't be read. */
  readonly cost: number;
  /** Of hashes that are made now. */
  readonly rounds: number;
}

/**
 * Takes as long with a hash of a lower cost as with one of today's, or its time would tell that there is such an account.
 * Each cost takes twice as long as the one before, so the difference between n and m is one of n, one of n + 1 and so on.
 */
export function compare({ digest, passwordHash, cost, rounds }: Comparison): boolean {
  const matches = compareSync(digest, passwordHash);
  for (let missing = cost; missing < rounds; missing += 1) hashSync(digest, missing);
  return matches;
}
