import { getModelToken } from '@nestjs/mongoose';
import { Types, type Model, type QueryOptions } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MongoCommands } from '../../src/infra/mongo/index.js';
import { PAYMENT_METHODS, PAYMENT_STATUSES } from '../../src/modules/payments/domain/payment.js';
import {
  PAYMENT_MODEL,
  type PaymentDocument,
} from '../../src/modules/payments/persistence/payment.schema.js';
import { paymentFactory } from '../../src/modules/payments/testing/payment.factory.js';
import type { ApiClient } from '../support/api-client.js';
import { createUser, signIn } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

/** What mongoose was asked. */
interface Statement {
  filter: Record<string, unknown>;
  options: QueryOptions;
}

interface Stage {
  stage: string;
  indexName?: string;
  inputStage?: Stage;
  inputStages?: Stage[];
}

const PAYMENTS = 2_000;
const SOMEBODY = new Types.ObjectId('665f1c2ab7e4c0a1d2e3f405');
const SOMETHING = new Types.ObjectId('665f1c2ab7e4c0a1d2e3f402');

let test: TestApp;
let admin: ApiClient;
let model: Model<PaymentDocument>;
const statements: Statement[] = [];

beforeAll(async () => {
  test = await startTestApp();
  admin = await signIn(test, await createUser(test, { role: 'admin' }));
  model = test.app.get(getModelToken(PAYMENT_MODEL));
  const payments = paymentFactory.buildList(PAYMENTS).map((payment, index) => ({
    ...payment,
    user: index % 100 === 0 ? SOMEBODY : payment.user,
    course: index % 50 === 0 ? SOMETHING : payment.course,
    status: PAYMENT_STATUSES[index % PAYMENT_STATUSES.length]!,
    method: PAYMENT_METHODS[index % PAYMENT_METHODS.length]!,
    openFlags: index % 200 === 0 ? (['late-money'] as const) : [],
  }));
  await model.collection.insertMany(payments);
  test.app.get(MongoCommands).subscribe(({ command, collection, statement }) => {
    if (collection === 'payments' && command === 'find') statements.push(statement as Statement);
  });
});
afterAll(() => test.close());

const stagesOf = (stage: Stage): Stage[] => [
  stage,
  ...[stage.inputStage, ...(stage.inputStages ?? [])].flatMap((input) => (input ? stagesOf(input) : [])),
];

/** How the server carries out the one query that a request makes. */
async function planOf(query: string): Promise<{ stages: string[]; indexes: string[] }> {
  statements.length = 0;
  const { status } = await admin.get(`/api/v1/payments?${query}`);
  expect([query, status, statements.length]).toEqual([query, 200, 1]);
  const [{ filter, options }] = statements as [Statement];
  const { sort, limit } = options;
  const plan = (await model.find(filter, null, { sort, limit }).explain('queryPlanner')) as unknown as {
    queryPlanner: { winningPlan: Stage & { queryPlan?: Stage } };
  };
  const { winningPlan } = plan.queryPlanner;
  const stages = stagesOf(winningPlan.queryPlan ?? winningPlan);
  return {
    stages: stages.map(({ stage }) => stage),
    indexes: stages.flatMap(({ indexName }) => indexName ?? []),
  };
}

/** Filters, and the first key of the index that serves each. */
const SERVED = [
  ['status=completed', 'status'],
  ['method=sslcommerz', 'method'],
  [`userId=${SOMEBODY.toString()}`, 'user'],
  [`courseId=${SOMETHING.toString()}`, 'course'],
  ['from=2026-02-01T00:00:00Z&to=2026-03-01T00:00:00Z', 'createdAt'],
] as const;

const FILTERS = [...SERVED.map(([filter]) => filter), 'flagged=true', 'flagged=false'];

const PAIRS = FILTERS.flatMap((one, index) => FILTERS.slice(index + 1).map((other) => `${one}&${other}`));

describe('a page of all payments', () => {
  it.each(SERVED)(
    'is read off an index in its order, a later page like the first: ?%s',
    async (filter, key) => {
      const { body } = await admin.get<{ page: { nextCursor: string } }>(
        `/api/v1/payments?${filter}&limit=9`,
      );
      for (const query of [filter, `${filter}&cursor=${body.page.nextCursor}`]) {
        const { stages, indexes } = await planOf(query);
        expect(new Set(indexes.map((name) => name.split('_')[0]))).toEqual(new Set([key]));
        // A sort would read and hold all that fulfils the conditions to show twenty.
        expect(stages.filter((stage) => /SORT|COLLSCAN/.test(stage))).toEqual([]);
      }
    },
  );

  it('finds what needs a person by its flags', async () => {
    const { stages, indexes } = await planOf('flagged=true');
    expect(indexes).toEqual([expect.stringMatching(/^openFlags_1_/)]);
    expect(stages).not.toContain('COLLSCAN');
  });

  it.each([...FILTERS, ...PAIRS.filter((pair) => !pair.startsWith('flagged'))])(
    'never reads the whole collection: ?%s',
    async (query) => {
      const { stages } = await planOf(query);
      expect(stages).toContain('IXSCAN');
      expect(stages).not.toContain('COLLSCAN');
    },
  );
});
