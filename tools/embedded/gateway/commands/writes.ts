import { BSON } from 'mongodb';
import { EXACT } from '../command.ts';
import type { Context, Handling } from '../context.ts';
import { codeForSqlState, unpackSqlState } from '../error-codes.ts';
import { writeConflict } from '../errors.ts';
import type { Statement } from '../postgres.ts';
import { bson } from '../wire.ts';
import { explainDuplicate } from './duplicates.ts';
import { findAndModify } from './find-and-modify.ts';

/** A write command: its function in the extension, and the name of its list of statements. */
interface Write {
  statement: Statement;
  list: 'documents' | 'updates' | 'deletes';
}

interface WriteError extends BSON.Document {
  index: number;
  code: number;
  errmsg: string;
}

function write(name: string, list: Write['list']): Handling {
  const statement = {
    name,
    text: `SELECT p_result::bytea, p_success FROM documentdb_api.${name}($1, $2, $3)`,
  };
  return { run: (context) => run(context, { statement, list }), transactional: true, retryable: true };
}

async function run(context: Context, { statement, list }: Write): Promise<Buffer> {
  const { command } = context;
  const values = [command.db, command.body, command.sequence(list) ?? null];
  let [reply, success] = await context.query(statement, values);
  if (!success && isLostUpsert(context, list, errorsOf(reply as Buffer))) {
    [reply, success] = await context.query(statement, values);
  }
  if (success) return reply as Buffer;
  return withWriteErrors(context, list, reply as Buffer);
}

/**
 * Two upserts of one key at the same time: both found nothing, one inserted first. The other is run again,
 * as a MongoDB does, and finds what it should update. Only a command of one statement can be repeated.
 */
function isLostUpsert(context: Context, list: Write['list'], errors: WriteError[]): boolean {
  if (list !== 'updates' || context.transaction || errors.length !== 1) return false;
  if (codeOf(errors[0]!) !== 11000 || context.command.listItem(list, 1)) return false;
  return context.command.listItem(list, 0)?.['upsert'] === true;
}

/** Rewrites the write errors of a reply into MongoDB's. */
async function withWriteErrors(context: Context, list: Write['list'], reply: Buffer): Promise<Buffer> {
  const errors = errorsOf(reply);
  const contended = context.transaction && errors.find((error) => codeOf(error) === 112);
  if (contended) throw writeConflict(contended.errmsg);
  const writeErrors = [];
  for (const error of errors) writeErrors.push(await translate(context, list, error));
  if (context.transaction) await context.transaction.abort();
  return bson({ ...BSON.deserialize(reply, EXACT), writeErrors });
}

async function translate(context: Context, list: Write['list'], error: WriteError): Promise<BSON.Document> {
  const code = codeOf(error);
  if (code === 11000) {
    const duplicate = await explainDuplicate(context, list, error.index, error.errmsg);
    if (duplicate) return { index: error.index, code, errmsg: duplicate.message, ...duplicate.extra };
  }
  return { index: error.index, code, errmsg: error.errmsg };
}

function errorsOf(reply: Buffer): WriteError[] {
  return (BSON.deserialize(reply)['writeErrors'] ?? []) as WriteError[];
}

function codeOf(error: WriteError): number {
  return codeForSqlState(unpackSqlState(error.code));
}

export const writes: Record<string, Handling> = {
  insert: write('insert', 'documents'),
  update: write('update', 'updates'),
  delete: write('delete', 'deletes'),
  findAndModify: { run: findAndModify, transactional: true, retryable: true },
  findandmodify: { run: findAndModify, transactional: true, retryable: true },
};
