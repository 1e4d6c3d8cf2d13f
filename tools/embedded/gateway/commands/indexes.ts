import { BSON } from 'mongodb';
import { DatabaseError } from 'pg';
import { decodeBson } from '../command.ts';
import type { Context, Handling } from '../context.ts';
import { duplicateKey, keyFromDetail } from '../duplicate-key.ts';
import type { Statement } from '../postgres.ts';
import { bson } from '../wire.ts';
import { reply } from './collections.ts';
import { firstPage, openCursor } from './cursors.ts';

/** Builds at once; the extension's other way leaves the work to a job that runs every two seconds. */
const CREATE_INDEXES: Statement = {
  name: 'create_indexes',
  text: 'SELECT documentdb_api_internal.create_indexes_non_concurrently($1, $2, true)',
};
const DROP_INDEXES: Statement = { name: 'drop_indexes', text: 'CALL documentdb_api.drop_indexes($1, $2)' };
const LIST_INDEXES = firstPage('list_indexes');

async function createIndexes(context: Context): Promise<Buffer> {
  const { command } = context;
  try {
    const [document] = await context.query(CREATE_INDEXES, [command.db, command.body]);
    const { raw, ok } = BSON.deserialize(document as Buffer);
    // The extension answers as a sharded cluster does, one answer per shard.
    return bson({ ...(raw as BSON.Document | undefined)?.['defaultShard'], ok });
  } catch (error) {
    throw explainBuildFailure(context, error) ?? error;
  }
}

/** The documents that are there already violate a unique index that was to be built. */
function explainBuildFailure({ command }: Context, error: unknown): Error | undefined {
  if (!(error instanceof DatabaseError) || !/^23(505|P01)$/.test(error.code ?? '')) return undefined;
  const keyValue = keyFromDetail(error.detail ?? '');
  const paths = keyValue && Object.keys(keyValue).toSorted().join();
  const indexes = (command.array('indexes') ?? []) as { name: string; key: BSON.Document }[];
  const index = indexes.find(({ key }) => Object.keys(key).toSorted().join() === paths);
  if (!keyValue || !index) return undefined;
  const ordered = Object.fromEntries(Object.keys(index.key).map((path) => [path, keyValue[path]]));
  return duplicateKey(
    { namespace: `${command.db}.${command.collection}`, name: index.name, keyPattern: index.key },
    ordered,
  );
}

async function dropIndexes(context: Context): Promise<Buffer> {
  // A procedure answers its INOUT parameter as a row.
  const { command } = context;
  return reply(context, DROP_INDEXES, [command.db, command.body]);
}

async function listIndexes(context: Context): Promise<Buffer> {
  const page = decodeBson(await openCursor(context, LIST_INDEXES));
  // How the extension stores an index isn't part of its definition.
  for (const index of (page['cursor'] as { firstBatch: BSON.Document[] }).firstBatch)
    delete index['storageEngine'];
  return bson(page);
}

export const indexes: Record<string, Handling> = {
  createIndexes: { run: createIndexes, transactional: true },
  dropIndexes: { run: dropIndexes },
  listIndexes: { run: listIndexes },
};
