import { getModelToken } from '@nestjs/mongoose';
import { Types, type Model, type QueryOptions } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MongoCommands } from '../../src/infra/mongo/index.js';
import { SealEntries } from '../../src/modules/audit/application/seal-entries.js';
import { AuditTrail } from '../../src/modules/audit/index.js';
import {
  AUDIT_LOG_MODEL,
  type AuditEntryDocument,
} from '../../src/modules/audit/persistence/audit-log.schema.js';
import type { UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import { at, REASON, signedIn } from '../support/administration.js';
import type { ApiClient } from '../support/api-client.js';
import { auditLogs, layChain } from '../support/audit.js';
import { createUser } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const LOGS = '/api/v1/audit-logs';

interface Entry {
  id: string;
  seq: number | null;
  action: string;
}
interface EntryPage {
  data: Entry[];
  page: { nextCursor: string | null };
}

let test: TestApp;
let admin: UserDocument;
let asAdmin: ApiClient;
let start: Date;

beforeAll(async () => {
  test = await startTestApp();
  start = test.clock.now();
  [admin, asAdmin] = await signedIn(test, 'admin');
});
afterAll(() => test.close());
beforeEach(async () => {
  await layChain(test);
  // Who has signed in stays so.
  test.clock.set(start);
});

const list = async (query = '') => (await asAdmin.get<EntryPage>(`${LOGS}?${query}`)).body;
const actions = async (query = '') => (await list(query)).data.map(({ action }) => action);

/** Two people, to whom different things happen a minute apart. */
async function threeMinutes(): Promise<{ ada: UserDocument; ben: UserDocument }> {
  const [ada, ben] = [await createUser(test), await createUser(test)];
  await asAdmin.post(at(ada, '/suspend'), REASON);
  test.clock.advance(60_000);
  await asAdmin.post(at(ada, '/activate'));
  test.clock.advance(60_000);
  await asAdmin.send('PUT', at(ben, '/role'), { body: { role: 'moderator' } });
  return { ada, ben };
}

describe('the audit log', () => {
  it('is shown to administrators with everything that was recorded', async () => {
    const user = await createUser(test);
    await asAdmin.post(at(user, '/suspend'), REASON, { 'user-agent': 'Console/1.0' });
    const id = user._id.toString();
    const shown = {
      id: expect.any(String) as string,
      at: test.clock.now().toISOString(),
      action: 'user.suspended',
      description: 'An account was shut',
      outcome: 'success',
      actor: { kind: 'user', id: admin._id.toString(), role: 'admin' },
      target: { type: 'user', id },
      subject: id,
      requestId: expect.any(String) as string,
      before: { status: 'active', reason: null },
      after: { status: 'suspended', ...REASON },
      ipAddress: '127.0.0.1',
      userAgent: 'Console/1.0',
      personalRemovedAt: null,
    };
    expect((await list()).data).toEqual([{ ...shown, seq: null }]);
    await test.app.get(SealEntries).execute();
    expect((await list()).data).toEqual([{ ...shown, seq: 1 }]);
  });

  it.each(['student', 'instructor', 'moderator'] as const)('is closed to a %s', async (role) => {
    const [, client] = await signedIn(test, role);
    expect((await client.get(LOGS)).status).toBe(403);
    expect((await client.get(`${LOGS}/verification`)).status).toBe(403);
  });

  it('has the latest first, and is read page by page without loss while it grows', async () => {
    await threeMinutes();
    const first = await list('limit=2');
    expect(first.data.map(({ action }) => action)).toEqual(['user.role-changed', 'user.activated']);
    await asAdmin.post(at(await createUser(test), '/suspend'), REASON);
    const second = await list(`limit=2&cursor=${first.page.nextCursor}`);
    expect(second.data.map(({ action }) => action)).toEqual(['user.suspended']);
    expect(second.page.nextCursor).toBeNull();
  });

  it('is searched by action, actor, target, outcome and time', async () => {
    const { ada, ben } = await threeMinutes();
    const now = test.clock.now().getTime();
    const minuteAgo = new Date(now - 60_000).toISOString();
    expect(await actions('action=user.activated')).toEqual(['user.activated']);
    expect(await actions(`actor=${admin._id.toString()}`)).toHaveLength(3);
    expect(await actions(`actor=${ada._id.toString()}`)).toEqual([]);
    expect(await actions(`target=${ben._id.toString()}`)).toEqual(['user.role-changed']);
    expect(await actions(`target=${ada._id.toString()}&action=user.suspended`)).toEqual(['user.suspended']);
    expect(await actions('targetType=course')).toEqual([]);
    expect(await actions('targetType=user')).toHaveLength(3);
    expect(await actions('outcome=failure')).toEqual([]);
    expect(await actions(`from=${minuteAgo}`)).toEqual(['user.role-changed', 'user.activated']);
    expect(await actions(`to=${minuteAgo}`)).toEqual(['user.suspended']);
  });

  it.each(['action=unknown', 'actor=1', 'targetType=x', 'outcome=maybe', 'from=yesterday', 'cursor=x'])(
    'is not searched by %s',
    async (query) => {
      expect((await asAdmin.get(`${LOGS}?${query}`)).status).toBe(400);
    },
  );

  it('tells whether it is whole, and which line breaks it', async () => {
    await threeMinutes();
    await test.app.get(SealEntries).execute();
    const { body: whole } = await asAdmin.get(`${LOGS}/verification`);
    expect(whole).toMatchObject({ intact: true, checked: 3, problems: [] });
    const { seq, hash } = whole['head'] as { seq: number; hash: string };
    expect((await asAdmin.get(`${LOGS}/verification?seq=${seq}&hash=${hash}`)).body['intact']).toBe(true);
    const other = `${LOGS}/verification?seq=${seq}&hash=${'x'.repeat(43)}`;
    expect((await asAdmin.get(other)).body).toMatchObject({ problems: [{ problem: 'anchor-lost', seq }] });
    await auditLogs(test).deleteOne({ seq: 2 });
    expect((await asAdmin.get(`${LOGS}/verification`)).body).toMatchObject({
      intact: false,
      problems: [{ problem: 'missing', seq: 2 }],
    });
  });
});

describe('each filter of the log', () => {
  interface Stage {
    indexName?: string;
    inputStage?: Stage;
    inputStages?: Stage[];
  }
  const SOMEBODY = new Types.ObjectId();
  const statements: { filter: object; options: QueryOptions }[] = [];

  const indexesOf = (stage: Stage): string[] => [
    ...(stage.indexName ? [stage.indexName] : []),
    ...[stage.inputStage, ...(stage.inputStages ?? [])].flatMap((input) => (input ? indexesOf(input) : [])),
  ];

  it.each([
    ['from=2026-01-01T00:00:00Z', 'at_-1'],
    ['action=user.activated', 'action_1'],
    [`actor=${SOMEBODY.toString()}`, 'actor.id_1'],
    [`target=${SOMEBODY.toString()}`, 'target.id_1'],
    ['targetType=course', 'target.type_1'],
    ['outcome=failure', 'outcome_1'],
  ])('is served by an index: %s', async (query, index) => {
    const trail = test.app.get(AuditTrail);
    await trail.record({ action: 'user.activated', target: { type: 'user', id: SOMEBODY.toString() } });
    const { _id, ...entry } = (await auditLogs(test).findOne({}))!;
    const many = Array.from({ length: 1_000 }, (_, count) => ({
      ...entry,
      action: 'user.suspended',
      at: new Date(_id.getTimestamp().getTime() + count),
      target: { type: 'user', id: new Types.ObjectId().toString() },
    }));
    await auditLogs(test).insertMany(many);
    statements.length = 0;
    test.app.get(MongoCommands).subscribe(({ command, collection, statement }) => {
      if (collection === 'audit_logs' && command === 'find') statements.push(statement as never);
    });
    expect((await asAdmin.get(`${LOGS}?${query}`)).status).toBe(200);
    const [{ filter, options }] = statements as [(typeof statements)[0]];
    const plan = (await test.app
      .get<Model<AuditEntryDocument>>(getModelToken(AUDIT_LOG_MODEL))
      .find(filter, null, { sort: options.sort, limit: options.limit })
      .explain('queryPlanner')) as unknown as {
      queryPlanner: { winningPlan: Stage & { queryPlan?: Stage } };
    };
    const { winningPlan } = plan.queryPlanner;
    expect(indexesOf(winningPlan.queryPlan ?? winningPlan).join()).toContain(index);
  });
});
