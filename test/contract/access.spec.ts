import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiClient } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { call } from './call.js';
import { columnOf, createCaller, SIGNED_IN, type Caller } from './callers.js';
import { operations, type Operation } from './document.js';
import { readPermissionPage } from './permission-page.js';
import { ENDS_SESSIONS } from './successful-calls.js';

let test: TestApp;
const clients = new Map<Caller, ApiClient>();
beforeAll(async () => {
  test = await startTestApp();
  for (const caller of SIGNED_IN) clients.set(caller, await createCaller(test, caller));
});
afterAll(() => test.close());

const page = readPermissionPage();
const rowOf = ({ method, path }: Operation) =>
  page.find((row) => row.method === method && row.path === path)!;
const nameOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;
const each = (some: Operation[]) => some.map((operation) => [nameOf(operation), operation] as const);

const guarded = operations.filter((operation) => !rowOf(operation)?.may['guest']);
const open = operations.filter((operation) => rowOf(operation)?.may['guest']);

/** What the guard says, if it is the guard that speaks. */
const REFUSALS = new Set(['no-token', 'invalid-token', 'insufficient-permissions']);

/** How the access guard answers somebody; undefined for whoever it lets through, whatever the operation says then. */
async function refusal(operation: Operation, caller: Exclude<Caller, 'guest'>): Promise<string | undefined> {
  const client = ENDS_SESSIONS.has(operation.operationId)
    ? await createCaller(test, caller)
    : clients.get(caller)!;
  const { status, body } = await call(client, operation, {});
  const code = String(body['code']);
  return REFUSALS.has(code) ? `${status} ${code}` : undefined;
}

/** What the table promises somebody about an operation. */
function promised(operation: Operation, caller: Exclude<Caller, 'guest'>): string | undefined {
  const column = columnOf(caller);
  if (!column) return '401 invalid-token';
  return rowOf(operation).may[column] ? undefined : '403 insufficient-permissions';
}

describe('the table of routes and roles', () => {
  it('has every operation of the contract, and no other', () => {
    expect(page.map(nameOf).toSorted()).toEqual(operations.map(nameOf).toSorted());
  });

  it('promises an administrator everything, and nobody who waits for approval more than a student', () => {
    expect(page.filter(({ may }) => !may['admin'])).toEqual([]);
    expect(SIGNED_IN.filter((caller) => /pending|rejected/.test(caller)).map(columnOf)).toEqual(
      Array.from({ length: 4 }, () => 'student'),
    );
  });

  it.each(each(guarded))('is true for guests: %s', async (_name, operation) => {
    expect(await call(test.api, operation, {})).toMatchObject({ status: 401, body: { code: 'no-token' } });
  });

  it.each(each(guarded))('is true for every role and every standing: %s', async (_name, operation) => {
    const found = await Promise.all(
      SIGNED_IN.map(async (caller) => [caller, await refusal(operation, caller)] as const),
    );
    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries(SIGNED_IN.map((caller) => [caller, promised(operation, caller)])),
    );
  });

  it.each(each(open))('is true for what is open to everybody: %s', async (_name, operation) => {
    const students = await refusal(operation, 'student');
    const { body } = await call(test.api, operation, {});
    expect([students, body['code']]).not.toContain('insufficient-permissions');
    expect(operation.security).toEqual([]);
  });
});
