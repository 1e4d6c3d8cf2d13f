import { BSON } from 'mongodb';
import { Command, EXACT } from '../command.ts';
import type { Context, Handling } from '../context.ts';
import { MongoError } from '../errors.ts';
import { bson } from '../wire.ts';

/** A node of a plan, as EXPLAIN (FORMAT JSON) gives it. */
interface PlanNode {
  'Node Type': string;
  'Index Name'?: string;
  'Actual Rows'?: number;
  IndexDetails?: { indexName: string }[];
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
  const name = body && new Command({ ...EMPTY_REQUEST, body }).name;
  if (!name) throw new MongoError(9, 'explain needs a command');
  return explainCommand(context, name, body);
}

const EMPTY_REQUEST = { requestId: 0, sequences: new Map<string, Buffer>(), unacknowledged: false };

/** Answers PostgreSQL's plan in the shape of MongoDB's explain: stages, index names and, if run, counts. */
export async function explainCommand(context: Context, name: string, body: Buffer): Promise<Buffer> {
  const { command, services } = context;
  const source = SOURCES[name];
  if (!source) throw new MongoError(115, `explain of '${name}' is not supported`);
  const run = (command.string('verbosity') ?? 'queryPlanner') !== 'queryPlanner';
  const text = `EXPLAIN (FORMAT JSON, ANALYZE ${run}) SELECT document FROM documentdb_api_catalog.${source}($1, $2)`;
  const [plans] = await services.postgres.query({ name: `explain_${name}_${run}`, text }, [command.db, body]);
  const explained = (plans as Explained[])[0]!;
  const winningPlan = toStage(explained.Plan);
  return bson({
    explainVersion: '1',
    queryPlanner: { namespace: `${command.db}.${collectionOf(body, name)}`, winningPlan, rejectedPlans: [] },
    ...(run && {
      executionStats: {
        executionSuccess: true,
        nReturned: Math.round(explained.Plan['Actual Rows'] ?? 0),
        executionTimeMillis: Math.round(explained['Execution Time'] ?? 0),
        executionStages: winningPlan,
      },
    }),
    command: BSON.deserialize(body, EXACT),
    ok: 1,
  });
}

function toStage(node: PlanNode): BSON.Document {
  const indexName = node.IndexDetails?.[0]?.indexName ?? node['Index Name'];
  const inputs = (node.Plans ?? []).map(toStage);
  return {
    stage: indexName ? 'IXSCAN' : node['Node Type'] === 'Seq Scan' ? 'COLLSCAN' : node['Node Type'],
    ...(indexName && { indexName }),
    ...(inputs.length === 1 && { inputStage: inputs[0] }),
    ...(inputs.length > 1 && { inputStages: inputs }),
  };
}

function collectionOf(body: Buffer, name: string): string {
  return String(BSON.deserialize(body)[name]);
}

export const explain: Record<string, Handling> = {
  explain: { run: explainNested },
};
