import type { Archivable, SoftDeletable } from '../../../infra/mongo/index.js';

const KEYS = ['isDeleted', 'deletedAt', 'deleteBatchId', 'archivedAt', 'archiveBatchId'] as const;

/** A document without what only the database needs to know: how it was deleted or archived. */
export function withoutBookkeeping<D extends Partial<SoftDeletable & Archivable>>(
  document: D,
): Omit<D, (typeof KEYS)[number]> {
  const copy = { ...document };
  for (const key of KEYS) delete copy[key];
  return copy;
}

/** An object without the fields that nobody set: stored, `undefined` would become null. */
export const withoutUndefined = <T extends object>(values: T): T =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
