import type { BSON } from 'mongodb';
import { DatabaseError, type ClientBase } from 'pg';
import { decodeBson } from '../command.ts';
import type { Context } from '../context.ts';
import {
  assertVisible,
  duplicateKey,
  findIndex,
  keyFromDetail,
  keyOf,
  type UniqueIndex,
} from '../duplicate-key.ts';
import type { MongoError } from '../errors.ts';
import { execute } from '../postgres.ts';
import { bson } from '../wire.ts';
import { FIND_AND_MODIFY } from './find-and-modify.ts';

/** The list in which a write command holds its statements. */
export type WriteList = 'documents' | 'updates' | 'deletes';

/**
 * Describes the duplicate key on which one statement of a write command failed.
 * @throws MongoError 112 when the command's transaction can't see the duplicate
 */
export async function explainDuplicate(
  context: Context,
  list: WriteList,
  position: number,
  message: string,
): Promise<MongoError | undefined> {
  const name = /Index '(.*)'/s.exec(message)?.[1];
  const index = name === undefined ? undefined : await findIndex(context, name);
  const statement = context.command.item(list, position);
  if (!index || !statement) return undefined;
  const keyValue = await keyWritten(context, list, decodeBson(statement), index);
  await assertVisible(context, index, keyValue);
  return duplicateKey(index, keyValue);
}

async function keyWritten(
  context: Context,
  list: WriteList,
  statement: BSON.Document,
  index: UniqueIndex,
): Promise<BSON.Document> {
  if (list === 'documents') return keyOf(statement, index.keyPattern);
  return (await keyOfUpdate(context, statement, index)) ?? keyOf(written(statement), index.keyPattern);
}

/**
 * An update's result isn't known here. So it is done once more, as the command that reports violations in
 * full, and undone whatever happens.
 */
async function keyOfUpdate(
  context: Context,
  { q, u, upsert, arrayFilters, collation }: BSON.Document,
  index: UniqueIndex,
): Promise<BSON.Document | undefined> {
  const { command, services, transaction } = context;
  const attempt = bson({
    findAndModify: command.collection,
    query: q,
    update: u,
    upsert,
    arrayFilters,
    collation,
  });
  const [begin, undo] = transaction
    ? ['SAVEPOINT attempt', 'ROLLBACK TO SAVEPOINT attempt']
    : ['BEGIN', 'ROLLBACK'];
  const tryAndUndo = async (client: ClientBase): Promise<BSON.Document | undefined> => {
    await client.query(begin);
    try {
      await execute(client, FIND_AND_MODIFY, [command.db, attempt]);
      return undefined;
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
      return error.detail ? keyFromDetail(error.detail, index.keyPattern) : undefined;
    } finally {
      await client.query(undo);
    }
  };
  return transaction ? transaction.use(tryAndUndo) : services.postgres.withClient(tryAndUndo);
}

/** What an update says that it writes: the way out when trying it again tells nothing, as with `multi`. */
function written({ q, u }: BSON.Document): BSON.Document {
  const { $set, $setOnInsert, ...rest } = u as BSON.Document;
  const flat = { ...(q as BSON.Document), ...rest, ...$setOnInsert, ...$set } as BSON.Document;
  for (const [path, value] of Object.entries(flat)) nest(flat, path, value);
  return flat;
}

/** Makes `{'a.b': 1}` readable as `{a: {b: 1}}` too. */
function nest(target: BSON.Document, path: string, value: unknown): void {
  const parts = path.split('.');
  if (parts.length < 2) return;
  const last = parts.pop()!;
  let level = target;
  for (const part of parts) {
    const next: unknown = level[part];
    level = level[part] = typeof next === 'object' && next !== null ? { ...next } : {};
  }
  level[last] = value;
}
