import type { Context, Handling } from '../context.ts';
import type { Statement } from '../postgres.ts';
import { firstPage, openCursor } from './cursors.ts';
import { explainCommand } from './explain.ts';

const AGGREGATE = firstPage('aggregate');
const COUNT: Statement = {
  name: 'count',
  text: 'SELECT document FROM documentdb_api.count_query($1, $2)',
};
const DISTINCT: Statement = {
  name: 'distinct',
  text: 'SELECT document FROM documentdb_api.distinct_query($1, $2)',
};

async function aggregate(context: Context): Promise<Buffer> {
  if (context.command.boolean('explain')) return explainCommand(context, 'aggregate', context.command.body);
  return openCursor(context, AGGREGATE);
}

async function single(context: Context, statement: Statement): Promise<Buffer> {
  const [reply] = await context.query(statement, [context.command.db, context.command.body]);
  return reply as Buffer;
}

export const aggregation: Record<string, Handling> = {
  aggregate: { run: aggregate, transactional: true },
  count: { run: (context) => single(context, COUNT) },
  distinct: { run: (context) => single(context, DISTINCT), transactional: true },
};
