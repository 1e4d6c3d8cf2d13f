import { BSON } from 'mongodb';
import type { Context, Handling } from '../context.ts';
import { MongoError } from '../errors.ts';
import type { Statement } from '../postgres.ts';
import { bson } from '../wire.ts';

const GET_MORE: Statement = {
  name: 'get_more',
  text: 'SELECT cursorpage, continuation FROM documentdb_api.cursor_get_more($1, $2, $3)',
};
const DELETE_CURSORS: Statement = {
  name: 'delete_cursors',
  text: 'SELECT documentdb_api_internal.delete_cursors($1)',
};

/** The statement that opens a cursor with one of the extension's `*_cursor_first_page` functions. */
export function firstPage(source: string): Statement {
  return {
    name: source,
    text: `SELECT cursorpage, continuation, cursorid FROM documentdb_api.${source}_cursor_first_page($1, $2)`,
  };
}

/** Answers the first page of a query and keeps its cursor when there is more to come. */
export async function openCursor(context: Context, statement: Statement): Promise<Buffer> {
  const { command, services } = context;
  const [page, continuation, id] = await context.query(statement, [command.db, command.body]);
  if (continuation) services.cursors.set(id as string, continuation as Buffer);
  return page as Buffer;
}

async function getMore(context: Context): Promise<Buffer> {
  const { command, services } = context;
  const id = String(command.integer('getMore') ?? 0n);
  const position = services.cursors.get(id);
  if (!position) throw new MongoError(43, `cursor id ${id} not found`);
  const [page, continuation] = await context.query(GET_MORE, [command.db, command.body, position]);
  if (continuation) services.cursors.set(id, continuation as Buffer);
  else services.cursors.delete(id);
  return page as Buffer;
}

async function killCursors({ command, services }: Context): Promise<Buffer> {
  const ids = (command.array('cursors') ?? []) as BSON.Long[];
  const killed = ids.filter((id) => services.cursors.delete(String(id)));
  if (killed.length > 0) await services.postgres.query(DELETE_CURSORS, [`{${killed.join(',')}}`]);
  return bson({
    cursorsKilled: killed,
    cursorsNotFound: ids.filter((id) => !killed.includes(id)),
    cursorsAlive: [],
    cursorsUnknown: [],
    ok: 1,
  });
}

const FIND = firstPage('find');

export const cursors: Record<string, Handling> = {
  find: { run: (context) => openCursor(context, FIND), transactional: true },
  getMore: { run: getMore, transactional: true },
  killCursors: { run: killCursors, transactional: true },
};
