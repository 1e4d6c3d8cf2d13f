import { afterAll, beforeAll, expect, it } from 'vitest';
import { Schedules } from '../../src/infra/schedule/index.js';
import { eventually } from '../support/eventually.js';
import { createUser, PASSWORD, signIn } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const AUTH = '/api/v1/auth';
const ME = '/api/v1/users/me';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({ worker: true });
});
afterAll(() => test.close());

it('signs somebody out who is suspended, also for the time after', async () => {
  const admin = await signIn(test, await createUser(test, { role: 'admin' }));
  const jane = await createUser(test);
  const { body } = await test.api.post<{ accessToken: string; refreshToken: string }>(`${AUTH}/login`, {
    email: jane.email,
    password: PASSWORD,
  });
  const client = test.api.as(body.accessToken);
  const path = `/api/v1/users/${jane._id.toString()}`;
  expect((await admin.post(`${path}/suspend`, { reason: 'Sold her account' })).status).toBeLessThan(300);
  expect((await client.get(ME)).status).toBe(401);
  expect((await admin.post(`${path}/activate`)).status).toBeLessThan(300);
  await eventually(async () => expect((await client.get(ME)).status).toBe(401));
  const { refreshToken } = body;
  await eventually(async () => {
    expect((await test.api.post(`${AUTH}/refresh`, { refreshToken })).status).toBe(401);
  });
  expect((await (await signIn(test, jane)).get(ME)).status).toBe(200);
});

it('cleans up every night', () => {
  expect(test.app.get(Schedules).get('auth.clean-up-tokens').metadata.cron).toBe('30 3 * * *');
});
