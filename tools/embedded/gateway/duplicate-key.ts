/**
 * Says which key a write violated, as a MongoDB does: E11000 with `keyPattern` and `keyValue`, which ODMs turn
 * into field errors. The extension names the index only; the key comes from the index's definition, the value
 * from the document being written or from PostgreSQL's own account of the violation.
 */
import { BSON } from 'mongodb';
import type { DatabaseError } from 'pg';
import { decodeBson } from './command.ts';
import type { Context } from './context.ts';
import { MongoError, writeConflict } from './errors.ts';
import type { Row, Statement } from './postgres.ts';
import { bson } from './wire.ts';

const INDEX_COLUMNS = `SELECT c.database_name, c.collection_name, (i.index_spec).index_name, (i.index_spec).index_key
  FROM documentdb_api_catalog.collection_indexes i JOIN documentdb_api_catalog.collections c USING (collection_id)`;
const INDEX_BY_NAME: Statement = {
  name: 'index_by_name',
  text: `${INDEX_COLUMNS} WHERE c.database_name = $1 AND c.collection_name = $2 AND (i.index_spec).index_name = $3`,
};
const INDEX_BY_ID: Statement = { name: 'index_by_id', text: `${INDEX_COLUMNS} WHERE i.index_id = $1` };
const ID_INDEX: Statement = {
  name: 'id_index',
  text: `${INDEX_COLUMNS} WHERE i.collection_id = $1 AND (i.index_spec).index_name = '_id_'`,
};
const COUNT: Statement = {
  name: 'count',
  text: 'SELECT document FROM documentdb_api.count_query($1, $2)',
};

/** A unique index, as far as a violation of it is described. */
export interface UniqueIndex {
  namespace: string;
  name: string;
  keyPattern: BSON.Document;
}

/** Looks up an index of the command's collection by its name. */
export async function findIndex(context: Context, name: string): Promise<UniqueIndex | undefined> {
  const { command } = context;
  return toIndex(await context.query(INDEX_BY_NAME, [command.db, command.collection, name]));
}

/** Looks up the index behind a violation that PostgreSQL raised. */
export async function findViolatedIndex(
  context: Context,
  violation: DatabaseError,
): Promise<UniqueIndex | undefined> {
  const [, kind, id] = /(documents_rum_index|collection_pk)_(\d+)/.exec(violation.message) ?? [];
  if (!kind) return undefined;
  // The transaction, if there is one, has failed: look from outside.
  const { postgres } = context.services;
  return toIndex(await postgres.query(kind === 'collection_pk' ? ID_INDEX : INDEX_BY_ID, [id]));
}

function toIndex([database, collection, name, key]: Row): UniqueIndex | undefined {
  if (!key) return undefined;
  return {
    namespace: `${String(database)}.${String(collection)}`,
    name: name as string,
    keyPattern: decodeBson(key as Buffer),
  };
}

export function duplicateKey(index: UniqueIndex, keyValue: BSON.Document): MongoError {
  const key = Object.entries(keyValue).map(([path, value]) => `${path}: ${inspect(value)}`);
  return new MongoError(
    11000,
    `E11000 duplicate key error collection: ${index.namespace} index: ${index.name} dup key: { ${key.join(', ')} }`,
    { extra: { keyPattern: index.keyPattern, keyValue } },
  );
}

/** The key of a document under an index. Of an array's elements, the first stands for it. */
export function keyOf(document: BSON.Document, keyPattern: BSON.Document): BSON.Document {
  return Object.fromEntries(Object.keys(keyPattern).map((path) => [path, resolve(document, path) ?? null]));
}

function resolve(value: unknown, path: string): unknown {
  let current = value;
  for (const part of path.split('.')) {
    if (Array.isArray(current) && !(part in current)) current = current[0];
    current = (current as BSON.Document | null | undefined)?.[part];
  }
  return Array.isArray(current) ? current[0] : current;
}

/**
 * Reads the key out of PostgreSQL's detail of a violation, which names the terms of the new and of the
 * existing document: what they share is the duplicate.
 */
export function keyFromDetail(detail: string, keyPattern?: BSON.Document): BSON.Document | undefined {
  const [added, existing] = [...detail.matchAll(/=\(([^()]*)\)/g)].map(([, values]) => lastDocument(values!));
  if (!added) return undefined;
  // The primary key holds the bare value.
  if ('' in added) return { _id: added[''] };
  const paths = keyPattern
    ? Object.keys(keyPattern)
    : Object.keys(added).filter((key) => !key.startsWith('$'));
  return Object.fromEntries(
    paths.map((path) => {
      const known = new Set(list(existing?.[path]).map(inspect));
      // An array is there as a whole too, beside its elements.
      const terms = list(added[path]).filter((term) => !Array.isArray(term));
      return [path, terms.find((term) => known.has(inspect(term))) ?? terms[0] ?? null];
    }),
  );
}

function lastDocument(values: string): BSON.Document | undefined {
  const hex = values.split('BSONHEX').pop()!;
  return /^[0-9a-f]+$/i.test(hex) ? decodeBson(Buffer.from(hex, 'hex')) : undefined;
}

function list(terms: unknown): unknown[] {
  return Array.isArray(terms) ? terms : [];
}

/**
 * In a transaction a duplicate may be a document that was committed after the transaction's snapshot. To
 * MongoDB that is a conflict, after which the transaction can start over and see it.
 * @throws MongoError 112 when the transaction can't see the duplicate
 */
export async function assertVisible(
  context: Context,
  index: UniqueIndex,
  keyValue: BSON.Document,
): Promise<void> {
  const { command, transaction } = context;
  if (!transaction) return;
  const query = Object.fromEntries(Object.entries(keyValue).map(([path, value]) => [path, { $eq: value }]));
  const [reply] = await transaction.query(COUNT, [
    command.db,
    bson({ count: command.collection, query, limit: 1 }),
  ]);
  if (Number(decodeBson(reply as Buffer)['n']) === 0) throw writeConflict(`Duplicate key in ${index.name}`);
}

/** A value as MongoDB's messages show it. */
function inspect(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (value instanceof BSON.ObjectId) return `ObjectId('${value.toHexString()}')`;
  if (value instanceof BSON.Int32 || value instanceof BSON.Double || value instanceof BSON.Long)
    return String(value);
  if (typeof value === 'object') return BSON.EJSON.stringify(value);
  return String(value);
}
