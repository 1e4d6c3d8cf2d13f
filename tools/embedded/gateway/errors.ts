import { DatabaseError } from 'pg';
import type { BSON } from 'mongodb';
import { codeForSqlState, codeName } from './error-codes.ts';

/** The driver may run the whole transaction again. */
export const TRANSIENT = 'TransientTransactionError';

/** An error that the client gets as an answer: `{ok: 0, code, codeName, errmsg, ...}`. */
export class MongoError extends Error {
  readonly code: number;
  readonly labels: readonly string[];
  /** Further fields of the answer, such as keyPattern and keyValue. */
  readonly extra: BSON.Document;

  constructor(code: number, message: string, options: { labels?: string[]; extra?: BSON.Document } = {}) {
    super(message);
    this.code = code;
    this.labels = options.labels ?? [];
    this.extra = options.extra ?? {};
  }

  toDocument(): BSON.Document {
    return {
      ok: 0,
      errmsg: this.message,
      code: this.code,
      codeName: codeName(this.code),
      ...this.extra,
      ...(this.labels.length > 0 && { errorLabels: this.labels }),
    };
  }
}

/**
 * PostgreSQL can't be reached. The client's connection is closed, which is what it would see of a MongoDB
 * that is down: drivers know how to wait for it and try again.
 */
export class Unavailable extends Error {}

/** A conflict with a transaction that came first. */
export function writeConflict(message?: string): MongoError {
  const text = message ?? 'Write conflict during plan execution and yielding is disabled.';
  return new MongoError(
    112,
    `Caused by :: ${text} :: Please retry your operation or multi-document transaction.`,
    {
      labels: [TRANSIENT],
    },
  );
}

export function noSuchTransaction(number: bigint): MongoError {
  return new MongoError(
    251,
    `Given transaction number ${number} does not match any in-progress transactions.`,
    { labels: [TRANSIENT] },
  );
}

/** SQLSTATEs after which the same statement can simply be run again: it was rolled back as a whole. */
const CONTENTION = new Set(['40001', '40P01', '55P03']);

/** Contention that PostgreSQL and the extension report in words only: catalog rows, collections just created. */
const CONTENTION_MESSAGE = /^tuple concurrently (updated|deleted)|^Unable to create the specified collection/;

export function isContention(error: unknown): boolean {
  if (!(error instanceof DatabaseError)) return false;
  return CONTENTION.has(error.code ?? '') || CONTENTION_MESSAGE.test(error.message);
}

/** SQLSTATEs of connection exceptions, of a server that is stopping or starting, and of one that is full. */
const LOSS_STATE = /^(08|57P0|53300)/;
/** What the PostgreSQL client says about its own connection, in words only. */
const LOSS_MESSAGE =
  /^(Connection terminated|Client (was closed|has encountered a connection error)|Cannot use a pool)/;

/** True when the error says that the connection or the server is gone, not that the statement was wrong. */
export function isConnectionLoss(error: unknown): boolean {
  if (error instanceof Unavailable) return true;
  if (error instanceof DatabaseError) return LOSS_STATE.test(error.code ?? '');
  if (!(error instanceof Error)) return false;
  // Errors of the operating system carry a code such as ECONNREFUSED.
  return (
    'syscall' in error ||
    ('code' in error && error.code === 'ECONNREFUSED') ||
    LOSS_MESSAGE.test(error.message)
  );
}

/** Translates what PostgreSQL raised; other errors come back as they are. */
export function fromPostgres(error: unknown, inTransaction: boolean): unknown {
  if (!(error instanceof DatabaseError)) return error;
  if (isContention(error)) {
    return inTransaction ? writeConflict(error.message) : new MongoError(112, error.message);
  }
  const code = codeForSqlState(error.code ?? '');
  return new MongoError(code, code === 50 ? 'operation exceeded time limit' : error.message);
}
