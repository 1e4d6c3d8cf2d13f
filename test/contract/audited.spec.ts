import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Permission } from '../../src/common/access/index.js';
import { startGithub, type GithubStandIn } from '../../tools/standins/github/index.ts';
import { auditLogs } from '../support/audit.js';
import { settingsFor } from '../support/github.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { call } from './call.js';
import { operations, type Operation } from './document.js';
import { GITHUB_PEOPLE } from './identity.js';
import { PAYMENT_SETTINGS } from './payments.js';
import { ProbeJobs } from './probes.js';
import { METRICS_TOKEN, successfulCall } from './successful-calls.js';
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

/** Administrative operations that change nothing worth recording, and why. */
const UNRECORDED: Readonly<Record<string, string>> = {};

const administrative = operations.filter(
  ({ method, operationId, ...operation }: Operation) =>
    method.toUpperCase() !== 'GET' &&
    !(operationId in UNRECORDED) &&
    operation['x-permissions'].some((permission) => !OWN.has(permission)),
);

/** What was done under a request's name. */
const recorded = async (requestId: string): Promise<object[]> =>
  auditLogs(test).find({ requestId }).toArray();

describe('every administrative operation', () => {
  it('is found', () => {
    expect(administrative.length).toBeGreaterThan(20);
  });

  it.each(administrative.map((operation) => [operation.method, operation.path, operation] as const))(
    'leaves an entry in the audit log: %s %s',
    async (_method, _path, operation) => {
      const given = successfulCall(operation, world);
      const requestId = randomUUID();
      const answer = await call(world.as.admin, operation, {
        ...given,
        headers: { ...given.headers, 'x-request-id': requestId },
      });
      expect([answer.text, answer.status < 400]).toEqual([answer.text, true]);
      expect(await recorded(requestId)).toContainEqual(
        expect.objectContaining({
          actor: expect.objectContaining({ kind: 'user', role: 'admin' }) as object,
          personal: expect.objectContaining({ ipAddress: '127.0.0.1' }) as object,
        }),
      );
    },
  );
});
