import type { BSON } from 'mongodb';
import { Command, decodeBson } from '../command.ts';
import type { Context, Handling } from '../context.ts';
import { MongoError } from '../errors.ts';
import { bson } from '../wire.ts';

/** A node of a plan, as EXPLAIN (FORMAT JSON) gives it. */
interface PlanNode {
  'Node Type': string;
  /** The index's MongoDB name: the extension sees to that. */
  'Index Name'?: string;
  'Index Cond'?: string;
  'Actual Rows'?: number;
  Plans?: PlanNode[];
}

interface Explained {
  Plan: PlanNode;
  'Execution Time'?: number;
}

/** Which of the extension's planning functions stands for which command. */
const SOURCES: Record<string, string> = {
  find: 'bson_aggregation_find',
  aggregate: 'bson_aggregation_pipeline',
  count: 'bson_aggregation_count',
  distinct: 'bson_aggregation_distinct',
};

async function explainNested(context: Context): Promise<Buffer> {
  const body = context.command.raw('explain');
  if (!body) throw new MongoError(9, 'explain needs a command');
  const nested = new Command({ requestId: 0, body, sequences: new Map(), unacknowledged: false });
  return explainCommand(context, nested.name, body);
}

/** Answers PostgreSQL's plan in the shape of MongoDB's explain: stages, index names and, if run, counts. */
export async function explainCommand(context: Context, name: string, body: Buffer): Promise<Buffer> {
  const { command } = context;
  const source = SOURCES[name];
  if (!source) throw new MongoError(115, `explain of '${name}' is not supported`);
  const run = command.has('explain') && command.string('verbosity') !== 'queryPlanner';
  const explained = await plan(context, source, body, run);
  const winningPlan = toStage(explained.Plan);
  const document = decodeBson(body);
  return bson({
    explainVersion: '1',
    queryPlanner: { namespace: `${command.db}.${String(document[name])}`, winningPlan, rejectedPlans: [] },
    ...(run && {
      executionStats: {
        executionSuccess: true,
        nReturned: Math.round(explained.Plan['Actual Rows'] ?? 0),
        executionTimeMillis: Math.round(explained['Execution Time'] ?? 0),
        executionStages: winningPlan,
      },
    }),
    command: document,
    ok: 1,
  });
}

async function plan(
  { command, services }: Context,
  source: string,
  body: Buffer,
  run: boolean,
): Promise<Explained> {
  return services.postgres.withClient(async (client) => {
    await client.query('BEGIN');
    try {
      // PostgreSQL reads a small table whole, whatever its indexes. MongoDB takes the index if there is one,
      // and what is asked here is whether there is one.
      await client.query('SET LOCAL enable_seqscan = off');
      const text = `EXPLAIN (FORMAT JSON, ANALYZE ${run}) SELECT document FROM ${source}($1, $2)`;
      const { rows } = await client.query<[Explained[]]>({
        text,
        values: [command.db, body],
        rowMode: 'array',
      });
      return rows[0]![0][0]!;
    } finally {
      await client.query('ROLLBACK');
    }
  });
}

function toStage(node: PlanNode): BSON.Document {
  const inputs = (node.Plans ?? []).map(toStage);
  // The extension wraps its scans in nodes of its own.
  if (node['Node Type'] === 'Custom Scan' && inputs.length === 1) return inputs[0]!;
  if (isCollectionScan(node)) return { stage: 'COLLSCAN' };
  const indexName = node['Index Name'];
  if (indexName) return { stage: 'FETCH', inputStage: { stage: 'IXSCAN', indexName } };
  return {
    stage: node['Node Type'].toUpperCase().replaceAll(' ', '_'),
    ...(inputs.length === 1 && { inputStage: inputs[0] }),
    ...(inputs.length > 1 && { inputStages: inputs }),
  };
}

/** Walking along the whole index of _id is how a collection is read when tables mustn't be. */
function isCollectionScan(node: PlanNode): boolean {
  if (node['Node Type'] === 'Seq Scan') return true;
  return node['Index Name'] === '_id_' && !node['Index Cond']?.includes('object_id');
}

export const explain: Record<string, Handling> = {
  explain: { run: explainNested },
};
