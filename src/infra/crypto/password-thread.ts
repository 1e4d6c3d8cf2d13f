/** Runs in threads of its own, see password-hasher.ts. Written so that Node runs it before it is compiled, too. */
import { constants, setPriority } from 'node:os';
import { compareSync, hashSync } from '@node-rs/bcrypt';

// Where cores are short, requests that are being answered go first. Only on Linux has a thread its own priority.
if (process.platform === 'linux') setPriority(0, constants.priority.PRIORITY_LOW);

export const hash = ({ digest, rounds }: { digest: string; rounds: number }): string =>
  hashSync(digest, rounds);

export const compare = ({ digest, passwordHash }: { digest: string; passwordHash: string }): boolean =>
  compareSync(digest, passwordHash);
