import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Injectable } from '@nestjs/common';

/** Compiled or not, the thread's file stands beside this one, with the same extension. */
const THREAD = new URL(`common-passwords-thread${import.meta.url.slice(-3)}`, import.meta.url);

/**
 * The 49,000 passwords that are used most, of the word lists of zxcvbn-ts (X25, ASVS 6.2.4). They are unpacked in a thread
 * that ends thereafter, when somebody sets a password for the first time, so requests don't wait for it; what stays is one
 * text of 0.4 MB. Searching it takes less than a thousandth of the time in which a password is hashed.
 */
@Injectable()
export class CommonPasswords {
  private list: Promise<string> | undefined;

  /** @param words in lower case */
  async includesAny(words: readonly string[]): Promise<boolean> {
    const list = await (this.list ??= load());
    return words.some((word) => word !== '' && list.includes(`\n${word}\n`));
  }
}

async function load(): Promise<string> {
  const thread = new Worker(THREAD);
  const [list] = (await once(thread, 'message')) as [string];
  return list;
}
