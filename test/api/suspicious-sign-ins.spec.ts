import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Metrics } from '../../src/infra/metrics/index.js';
import { FailedSignIns } from '../../src/modules/auth/application/failed-sign-ins.js';
import type { UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import { published, signedIn } from '../support/administration.js';
import { activityLogs, auditLogs } from '../support/audit.js';
import { eventually } from '../support/eventually.js';
import { database } from '../support/enrollments.js';
import { createUser, PASSWORD, signIn } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0';
const UPDATED = 'Mozilla/5.0 (X11; Linux x86_64; rv:134.0) Gecko/20100101 Firefox/134.0';
const SAFARI = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Mobile Safari/604.1';

let test: TestApp;
let jane: UserDocument;

beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());
beforeEach(async () => {
  jane = await createUser(test);
  await auditLogs(test).deleteMany({});
  await activityLogs(test).deleteMany({});
  await database(test).collection('outbox').deleteMany({});
});

const logIn = (userAgent: string, password = PASSWORD, email = jane.email) =>
  test.api.post('/api/v1/auth/login', { email, password }, { 'user-agent': userAgent });

const alarms = async () => (await published(test)).filter(({ type }) => type === 'SuspiciousActivity');

const entries = (action: string) => auditLogs(test).find({ action }).sort({ _id: 1 }).toArray();

describe('a sign-in', () => {
  it('stands in the audit log, and among the own activity with from where it came', async () => {
    await logIn(FIREFOX);
    expect(await entries('auth.signed-in')).toMatchObject([
      {
        actor: { kind: 'user', id: jane._id },
        target: { type: 'user', id: jane._id.toString() },
        personal: { ipAddress: '127.0.0.1', userAgent: FIREFOX },
      },
    ]);
    const client = await signIn(test, jane);
    const { body } = await client.get<{ data: object[] }>('/api/v1/users/me/activity');
    expect(body.data.at(-1)).toMatchObject({
      action: 'auth.signed-in',
      title: 'You signed in',
      by: 'self',
      ipAddress: '127.0.0.1',
      userAgent: FIREFOX,
    });
  });

  it("is nobody's surprise the first time, after an update, or again", async () => {
    for (const userAgent of [FIREFOX, FIREFOX, UPDATED]) expect((await logIn(userAgent)).status).toBe(200);
    expect(await alarms()).toEqual([]);
  });

  it('from a new device is told of once, however many come at the same time', async () => {
    await logIn(FIREFOX);
    const answers = await Promise.all(Array.from({ length: 6 }, () => logIn(SAFARI)));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    await logIn(SAFARI);
    expect(await alarms()).toEqual([
      { type: 'SuspiciousActivity', payload: { userId: jane._id.toString(), kind: 'new-device' } },
    ]);
    expect(await entries('auth.new-device')).toHaveLength(1);
  });

  it('leaves no address and no device behind by which it is recognised', async () => {
    await logIn(FIREFOX);
    const known = await database(test).collection('known_devices').find({ userId: jane._id }).toArray();
    expect(known).toHaveLength(1);
    expect(JSON.stringify(known)).not.toMatch(/127|Firefox|Linux/);
  });
});

describe('a failed sign-in', () => {
  const failures = async (account: string) =>
    Number(
      new RegExp(`sign_in_failures_total\\{account="${account}"\\} (\\d+)`).exec(
        await test.app.get(Metrics).registry.metrics(),
      )?.[1],
    );

  beforeEach(() => test.app.get(FailedSignIns).flush());

  it('is recorded, shown to the owner with from where it came, and counted', async () => {
    const before = await failures('known');
    await logIn(SAFARI, 'Wrong-Horse-1');
    await eventually(async () =>
      expect(await entries('auth.sign-in-failed')).toMatchObject([
        {
          outcome: 'failure',
          actor: { kind: 'anonymous', id: null },
          target: { type: 'user', id: jane._id.toString() },
          personal: { userAgent: SAFARI },
        },
      ]),
    );
    expect(await activityLogs(test).find({ userId: jane._id }).toArray()).toMatchObject([
      { action: 'auth.sign-in-failed', outcome: 'failure', by: 'unknown', userAgent: SAFARI },
    ]);
    expect(await failures('known')).toBe(before + 1);
  });

  it('with a wrong code of a mail counts like one with a wrong password', async () => {
    const before = await Promise.all([failures('known'), failures('unknown')]);
    for (const email of [jane.email, 'nobody-at-all@example.com'])
      expect((await test.api.post('/api/v1/auth/otp/verify', { email, code: '000000' })).status, email).toBe(
        401,
      );
    expect([await failures('known'), await failures('unknown')]).toEqual(before.map((count) => count + 1));
    await test.app.get(FailedSignIns).flush();
  });

  it('at an account is one number from the fourth in a minute on', async () => {
    const failed = test.app.get(FailedSignIns);
    for (let count = 0; count < 10; count += 1) failed.note(jane._id.toString());
    await failed.flush();
    const found = await entries('auth.sign-in-failed');
    expect(found).toHaveLength(4);
    expect(found.at(-1)).toMatchObject({ after: { attempts: 7 } });
  });

  it('at accounts that do not exist is one number altogether, and counted', async () => {
    const before = await failures('unknown');
    for (let count = 0; count < 5; count += 1)
      await logIn(FIREFOX, 'Wrong-Horse-1', `nobody-${count}@example.com`);
    await test.app.get(FailedSignIns).flush();
    expect(await entries('auth.sign-in-failed')).toMatchObject([
      {
        target: { type: 'user', id: null },
        after: { attempts: 5 },
        personal: { after: { from: ['127.0.0.1'] } },
      },
    ]);
    expect(await failures('unknown')).toBe(before + 5);
  });

  it('is found by administrators who look for failures', async () => {
    const [, admin] = await signedIn(test, 'admin');
    test.app.get(FailedSignIns).note(jane._id.toString());
    await eventually(async () => {
      const { body } = await admin.get<{ data: object[] }>('/api/v1/audit-logs?outcome=failure');
      expect(body.data).toMatchObject([{ action: 'auth.sign-in-failed' }]);
    });
  });
});
