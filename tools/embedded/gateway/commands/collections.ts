import { decodeBson } from '../command.ts';
import type { Context, Handling } from '../context.ts';
import type { Statement } from '../postgres.ts';
import { bson } from '../wire.ts';
import { firstPage, openCursor } from './cursors.ts';

function call(name: string, parameters: string): Statement {
  return { name, text: `SELECT documentdb_api.${name}(${parameters})` };
}

const CREATE = call('create_collection_view', '$1, $2');
const COLL_MOD = call('coll_mod', '$1, $2, $3');
const RENAME = call('rename_collection', '$1');
const LIST_DATABASES = call('list_databases', '$1');
const LIST_COLLECTIONS = firstPage('list_collections');
const DROP: Statement = { name: 'drop', text: 'SELECT documentdb_api.drop_collection($1, $2)' };
const DROP_DATABASE: Statement = { name: 'drop_database', text: 'SELECT documentdb_api.drop_database($1)' };

/** Runs a statement whose only result is the reply; some of the extension's say `ok: true`. */
export async function reply(context: Context, statement: Statement, values: unknown[]): Promise<Buffer> {
  const [document] = await context.query(statement, values);
  return bson({ ...decodeBson(document as Buffer), ok: 1 });
}

async function drop(context: Context): Promise<Buffer> {
  const { command } = context;
  const [existed] = await context.query(DROP, [command.db, command.collection]);
  return bson({ ...(existed ? { ns: `${command.db}.${command.collection}` } : {}), ok: 1 });
}

async function dropDatabase(context: Context): Promise<Buffer> {
  const { command } = context;
  await context.query(DROP_DATABASE, [command.db]);
  return bson({ dropped: command.db, ok: 1 });
}

export const collections: Record<string, Handling> = {
  create: {
    run: (context) => reply(context, CREATE, [context.command.db, context.command.body]),
    transactional: true,
  },
  collMod: {
    run: (context) =>
      reply(context, COLL_MOD, [context.command.db, context.command.collection, context.command.body]),
  },
  drop: { run: drop },
  dropDatabase: { run: dropDatabase },
  renameCollection: { run: (context) => reply(context, RENAME, [context.command.body]) },
  listCollections: { run: (context) => openCursor(context, LIST_COLLECTIONS) },
  listDatabases: { run: (context) => reply(context, LIST_DATABASES, [context.command.body]) },
};
