import { CommonErrors, DomainError } from '../errors/index.js';

/** What a position in a list is made of: the values of the sort keys of the last item that was sent. */
export type CursorValue = string | number | boolean | null;

/**
 * Writes a position for the client, who hands it back unread. It gives access to nothing, so it isn't signed; it is
 * checked like every input when it comes back.
 *
 * @param order names the order of the list, so that a cursor of another order is recognised
 */
export const encodeCursor = (order: string, values: readonly CursorValue[]): string =>
  Buffer.from(JSON.stringify([order, ...values])).toString('base64url');

/**
 * Reads a position back.
 *
 * @returns as many values as the order has keys
 * @throws DomainError `validation-failed` on the parameter `cursor`
 */
export function decodeCursor(cursor: string, order: string, keys: number): CursorValue[] {
  const [cursorOrder, ...values] = parse(cursor);
  if (cursorOrder !== order || values.length !== keys || !values.every(isCursorValue)) throw invalidCursor();
  return values;
}

/** For whoever finds values of the wrong type in a cursor. */
export const invalidCursor = (): DomainError =>
  new DomainError(CommonErrors.validationFailed, {
    errors: [
      {
        parameter: 'cursor',
        code: 'invalid-cursor',
        detail: 'must be the `nextCursor` of an answer to the same query; leave it out to begin again',
      },
    ],
  });

function parse(cursor: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

const isCursorValue = (value: unknown): value is CursorValue =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);
