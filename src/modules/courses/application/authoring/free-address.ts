import type { ErrorType } from '../../../../common/errors/index.js';
import { DomainError } from '../../../../common/errors/index.js';
import type { Ids } from '../../../../infra/clock/index.js';
import { duplicateFields } from '../../../../infra/mongo/index.js';
import { addressOf } from '../../domain/slug.js';

/** Beyond this many of one title, counting on would cost more than it is worth. */
const COUNTED = 5;

/**
 * Stores something under the first free address of its title: `title`, `title-2` to `title-5`, then with random letters.
 * The unique index decides, so any number of equal titles at the same moment get an address each.
 *
 * @param store fails with a duplicate key when the address is taken; runs outside a transaction, which that would end
 * @param fallback what stands for titles without a letter of the Latin alphabet
 */
export async function storeUnderFreeAddress<T>(
  title: string,
  fallback: string,
  ids: Ids,
  store: (slug: string) => Promise<T>,
): Promise<T> {
  const address = addressOf(title, fallback);
  for (let count = 1; count <= COUNTED; count++) {
    try {
      return await store(count === 1 ? address : `${address}-${count}`);
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
  return store(`${address}-${ids.uuid().slice(0, 8)}`);
}

/** Says what a duplicate key means where somebody chose the address. */
export async function orTaken<T>(work: Promise<T>, taken: ErrorType): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw isTaken(error) ? new DomainError(taken, { cause: error }) : error;
  }
}

const isTaken = (error: unknown): boolean => duplicateFields(error).includes('slug');
