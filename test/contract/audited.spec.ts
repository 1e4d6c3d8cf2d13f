import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Permission } from '../../src/common/access/index.js';
import { AUDIT_ACTIONS, ruleOf } from '../../src/modules/audit/domain/audit-action.js';
import { startGithub, type GithubStandIn } from '../../tools/standins/github/index.ts';
import type { ApiClient } from '../support/api-client.js';
import { auditLogs } from '../support/audit.js';
import { settingsFor } from '../support/github.js';
import { createUser, signIn } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { ELSEWHERE, ON_OTHERS, RECORDS, UNRECORDED } from './audited.js';
import { call } from './call.js';
import { operations, type Operation } from './document.js';
import { GITHUB_PEOPLE } from './identity.js';
import { PAYMENT_SETTINGS } from './payments.js';
import { ProbeJobs } from './probes.js';
import { ENDS_SESSIONS, METRICS_TOKEN, successfulCall } from './successful-calls.js';
import { createWorld, type World } from './world.js';

let test: TestApp;
let world: World;
let github: GithubStandIn;
beforeAll(async () => {
  github = await startGithub({ people: GITHUB_PEOPLE });
  test = await startTestApp({
    providers: [ProbeJobs],
    config: { METRICS_TOKEN },
    settings: [settingsFor(github), PAYMENT_SETTINGS],
  });
  world = await createWorld(test);
});
afterAll(async () => {
  await test.close();
  await github.close();
});

/** What people are allowed for themselves, and authors for what is theirs. */
const OWN: ReadonlySet<string> = new Set([
  Permission.OwnAccount,
  Permission.Learn,
  Permission.Pay,
  Permission.Teach,
]);

const isAdministrative = (operation: Operation) =>
  operation['x-permissions'].some((permission) => !OWN.has(permission));
const changing = operations.filter(({ method }) => method !== 'GET');

const recording = operations.filter(({ operationId }) => operationId in RECORDS);
const named = recording.map(
  (operation) =>
    [RECORDS[operation.operationId]!, `${operation.method} ${operation.path}`, operation] as const,
);

/** What was done under a request's name. */
const recorded = async (requestId: string): Promise<object[]> =>
  auditLogs(test).find({ requestId }).toArray();

describe('every operation that changes something', () => {
  it('says what it records, or why nothing; for administrators there is no why', () => {
    const unsaid = changing.filter(
      ({ operationId }) => !(operationId in RECORDS || operationId in UNRECORDED),
    );
    expect(unsaid.map(({ operationId }) => operationId)).toEqual([]);
    const excused = operations.filter(
      (operation) => operation.operationId in UNRECORDED && isAdministrative(operation),
    );
    expect(excused.map(({ operationId }) => operationId)).toEqual([]);
    const known = new Set(operations.map(({ operationId }) => operationId));
    expect(Object.keys({ ...RECORDS, ...UNRECORDED }).filter((id) => !known.has(id))).toEqual([]);
  });

  it.each(named)('leaves %s in the audit log: %s', async (action, _name, operation) => {
    const { operationId } = operation;
    const given = ON_OTHERS[operationId]?.(world) ?? successfulCall(operation, world);
    const requestId = randomUUID();
    const answer = await call(await whoCalls(operation), operation, {
      ...given,
      headers: { ...given.headers, 'x-request-id': requestId },
    });
    expect([answer.text, answer.status < 400]).toEqual([answer.text, true]);
    const actor = isAdministrative(operation) ? { kind: 'user', role: 'admin' } : { kind: 'user' };
    expect(await recorded(requestId)).toContainEqual(
      expect.objectContaining({
        action,
        outcome: 'success',
        actor: expect.objectContaining(actor) as object,
        personal: expect.objectContaining({ ipAddress: '127.0.0.1' }) as object,
      }),
    );
  });
});

describe('the catalogue of audited actions', () => {
  it('has nothing that nobody records', () => {
    const recordedActions = new Set<string>([...Object.values(RECORDS), ...Object.keys(ELSEWHERE)]);
    const audited = AUDIT_ACTIONS.filter((action) => ruleOf(action).audited !== false);
    expect(audited.filter((action) => !recordedActions.has(action))).toEqual([]);
  });

  it.each(Object.entries(ELSEWHERE))(
    'has %s because of %o, where it is looked for',
    async (action, [, spec]) => {
      expect(await readFile(spec, 'utf8')).toContain(`'${action}'`);
    },
  );
});

/** Nobody whom other calls need, for those that sign people out; a guest where nobody is asked who it is. */
const whoCalls = async ({ operationId, ...operation }: Operation): Promise<ApiClient> => {
  if (operation['x-permissions'].length === 0) return test.api;
  return ENDS_SESSIONS.has(operationId)
    ? signIn(test, await createUser(test, { role: 'admin' }))
    : world.as.admin;
};
