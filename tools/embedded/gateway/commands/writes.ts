import type { BSON } from 'mongodb';
import { decodeBson } from '../command.ts';
import type { Context, Handling } from '../context.ts';
import { codeForSqlState, unpackSqlState } from '../error-codes.ts';
import { writeConflict } from '../errors.ts';
import type { Statement } from '../postgres.ts';
import { bson } from '../wire.ts';
import { explainDuplicate, type WriteList } from './duplicates.ts';
import { findAndModify } from './find-and-modify.ts';

/** A write command: its function in the extension, and the name of its list of statements. */
interface Write {
  statement: Statement;
  list: WriteList;
}

interface WriteError {
  index: number;
  code: number;
  errmsg: string;
}

function write(name: string, list: WriteList): Handling {
  const statement = { name, text: `SELECT p_result, p_success FROM documentdb_api.${name}($1, $2, $3)` };
  return { run: (context) => run(context, { statement, list }), transactional: true, retryable: true };
}

async function run(context: Context, { statement, list }: Write): Promise<Buffer> {
  const { command } = context;
  const values = [command.db, command.body, command.sequence(list) ?? null];
  let [reply, success] = await context.write(statement, values);
  if (!success && isLostUpsert(context, list, errorsOf(reply as Buffer))) {
    [reply, success] = await context.write(statement, values);
  }
  return success ? (reply as Buffer) : withWriteErrors(context, list, reply as Buffer);
}

/**
 * Two upserts of one key at the same time: both found nothing, one inserted first. The other is run again,
 * as a MongoDB does, and finds what it should update. Only a command of one statement can be repeated.
 */
function isLostUpsert({ command, transaction }: Context, list: WriteList, errors: WriteError[]): boolean {
  if (list !== 'updates' || transaction || errors.length !== 1 || codeOf(errors[0]!) !== 11000) return false;
  return command.item(list, 1) === undefined && decodeBson(command.item(list, 0)!)['upsert'] === true;
}

/** Rewrites the write errors of a reply into MongoDB's. In a transaction, they end it. */
async function withWriteErrors(context: Context, list: WriteList, reply: Buffer): Promise<Buffer> {
  const errors = errorsOf(reply);
  const contended = context.transaction && errors.find((error) => codeOf(error) === 112);
  if (contended) throw writeConflict(contended.errmsg);
  const writeErrors = [];
  for (const error of errors) writeErrors.push(await translate(context, list, error));
  await context.transaction?.abort();
  return bson({ ...decodeBson(reply), writeErrors });
}

async function translate(context: Context, list: WriteList, error: WriteError): Promise<BSON.Document> {
  const code = codeOf(error);
  if (code === 11000) {
    const duplicate = await explainDuplicate(context, list, error.index, error.errmsg);
    if (duplicate) return { index: error.index, code, errmsg: duplicate.message, ...duplicate.extra };
  }
  return { index: error.index, code, errmsg: error.errmsg };
}

function errorsOf(reply: Buffer): WriteError[] {
  const errors = (decodeBson(reply)['writeErrors'] ?? []) as Record<keyof WriteError, unknown>[];
  return errors.map(({ index, code, errmsg }) => ({
    index: Number(index),
    code: Number(code),
    errmsg: String(errmsg),
  }));
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
