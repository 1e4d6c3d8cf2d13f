import { mongo } from 'mongoose';

/**
 * Marks a duplicate as what it is in a transaction that had looked before: a race, which another attempt of the
 * transaction sees decided. Other errors are left as they are.
 */
export function overtaken(error: unknown): unknown {
  if (error instanceof mongo.MongoServerError && error.code === 11_000)
    error.addErrorLabel(mongo.MongoErrorLabel.TransientTransactionError);
  return error;
}
