import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLE_PERMISSIONS, ROLES } from '../../src/common/access/index.js';
import { routesOf } from '../../src/common/openapi/index.js';
import { startGithub, type GithubStandIn } from '../../tools/standins/github/index.ts';
import type { ApiClient } from '../support/api-client.js';
import { settingsFor } from '../support/github.js';
import { createUser, signIn } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { call } from './call.js';
import { operations, type Operation } from './document.js';
import { GITHUB_PEOPLE } from './identity.js';
import { PAYMENT_SETTINGS } from './payments.js';
import { ProbeJobs, UndeclaredController } from './probes.js';
import { IMPOSSIBLE, refusedCalls } from './refused-calls.js';
import { ENDS_SESSIONS, METRICS_TOKEN, successfulCall } from './successful-calls.js';
import { surprises } from './surprises.js';
import { createWorld, type World } from './world.js';

let test: TestApp;
let world: World;
let github: GithubStandIn;
beforeAll(async () => {
  github = await startGithub({ people: GITHUB_PEOPLE });
  test = await startTestApp({
    controllers: [UndeclaredController],
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

const isGuarded = (operation: Operation) => operation['x-permissions'].length > 0;
const each = (some: Operation[]) =>
  some.map((operation) => [operation.method, operation.path, operation] as const);
const declared = ({ responses }: Operation, kind: RegExp) =>
  Object.keys(responses).filter((status) => kind.test(status));

/** Somebody who may use the operation; nobody whom other tests need, for those that sign people out. */
const allowed = async (operation: Operation): Promise<ApiClient> => {
  if (!isGuarded(operation)) return test.api;
  return ENDS_SESSIONS.has(operation.operationId)
    ? signIn(test, await createUser(test, { role: 'admin' }))
    : world.as.admin;
};

/** Those who may not use it, with what else the document says against them. */
function strangersTo(operation: Operation): ApiClient[] {
  if (!isGuarded(operation)) return [];
  const permissions = operation['x-permissions'];
  const lacking = ROLES.find((role) => !permissions.every((it) => ROLE_PERMISSIONS[role].has(it)));
  return [test.api, test.api.as('a.b.c'), world.as[lacking!]];
}

describe('every operation', () => {
  it.each(each(operations))('succeeds as documented: %s %s', async (_method, _path, operation) => {
    const answer = await call(await allowed(operation), operation, successfulCall(operation, world));
    expect(surprises(operation, answer)).toEqual([]);
    expect(declared(operation, /^[23]/)).toContain(String(answer.status));
  });

  it.each(each(operations))(
    'refuses as documented, in every way: %s %s',
    async (_method, _path, operation) => {
      const client = await allowed(operation);
      const answers = await Promise.all([
        ...refusedCalls(operation, world).map((refused) => call(client, operation, refused)),
        ...strangersTo(operation).map((stranger) => call(stranger, operation, {})),
      ]);
      expect(answers.flatMap((answer) => surprises(operation, answer))).toEqual([]);
      const seen = [...new Set(answers.map(({ status }) => String(status)))];
      // How requests are limited is tested where it is done.
      const possible = declared(operation, /^4(?!29)/).filter(
        (status) => !IMPOSSIBLE[operation.operationId]?.includes(status),
      );
      expect(seen.toSorted()).toEqual(possible);
    },
  );
});

describe('every route', () => {
  it('is in the document and says who may use it', () => {
    const documented = new Set(operations.map(({ operationId }) => operationId));
    const forgotten = routesOf(test.app).filter(
      ({ operationId, access }) => !access || !documented.has(operationId),
    );
    // Finds the one that this test has added, so it would find others.
    expect(forgotten.map(({ operationId }) => operationId)).toEqual(['undeclaredRead']);
  });

  it('that the document has, the application has', () => {
    const routed = new Set(routesOf(test.app).map(({ operationId }) => operationId));
    expect(operations.filter(({ operationId }) => !routed.has(operationId))).toEqual([]);
  });
});
