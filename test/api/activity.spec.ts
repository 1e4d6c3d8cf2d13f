import { Types } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AuditTrail } from '../../src/modules/audit/index.js';
import { at, REASON, signedIn } from '../support/administration.js';
import type { ApiClient } from '../support/api-client.js';
import { activityLogs } from '../support/audit.js';
import { eventually } from '../support/eventually.js';
import { createCourse } from '../support/learning.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const ACTIVITY = '/api/v1/users/me/activity';

interface Line {
  action: string;
  title: string;
  by: string;
  outcome: string;
  details: Record<string, unknown>;
  ipAddress: string | null;
  userAgent: string | null;
}
interface LinePage {
  data: Line[];
  page: { nextCursor: string | null };
}

let test: TestApp;
let asAdmin: ApiClient;

beforeAll(async () => {
  test = await startTestApp();
  [, asAdmin] = await signedIn(test, 'admin');
});
afterAll(() => test.close());
beforeEach(() => activityLogs(test).deleteMany({}));

const lines = async (client: ApiClient, query = '') =>
  (await client.get<LinePage>(`${ACTIVITY}?${query}`)).body;

describe('the own activity', () => {
  it('tells what an administrator did to the account, and nothing of the administrator', async () => {
    const [user, client] = await signedIn(test, 'student');
    await activityLogs(test).deleteMany({});
    await asAdmin.send('PUT', at(user, '/role'), { body: { role: 'moderator' } });
    expect((await lines(client)).data).toEqual([
      {
        id: expect.any(String) as string,
        at: test.clock.now().toISOString(),
        action: 'user.role-changed',
        title: 'You got another role',
        outcome: 'success',
        by: 'staff',
        target: { type: 'user', id: user._id.toString() },
        details: { role: 'moderator', approval: 'not_required' },
        ipAddress: null,
        userAgent: null,
      },
    ]);
  });

  it("is nobody else's", async () => {
    const [user] = await signedIn(test, 'student');
    const [, stranger] = await signedIn(test, 'student');
    await activityLogs(test).deleteMany({});
    await asAdmin.post(at(user, '/suspend'), REASON);
    expect((await lines(stranger)).data).toEqual([]);
  });

  it('has the latest first, page by page', async () => {
    const [user, client] = await signedIn(test, 'student');
    await activityLogs(test).deleteMany({});
    const target = { type: 'user', id: user._id.toString() } as const;
    for (let count = 0; count < 5; count += 1) {
      test.clock.advance(1_000);
      await test.app
        .get(AuditTrail)
        .record({ action: 'account.created', target, after: { role: String(count) } });
    }
    const first = await lines(client, 'limit=3');
    const second = await lines(client, `limit=3&cursor=${first.page.nextCursor}`);
    expect([...first.data, ...second.data].map(({ details }) => details['role'])).toEqual([
      '4',
      '3',
      '2',
      '1',
      '0',
    ]);
    expect(second.page.nextCursor).toBeNull();
  });

  it('is kept for as long as the setting says', async () => {
    const target = { type: 'user', id: new Types.ObjectId().toString() } as const;
    await test.app.get(AuditTrail).record({ action: 'account.created', target });
    const [line] = await activityLogs(test).find({}).toArray();
    expect(line?.['expiresAt']).toEqual(new Date(test.clock.now().getTime() + 365 * 86_400_000));
  });
});

describe('the own activity, where a worker runs', () => {
  let worker: TestApp;
  beforeAll(async () => {
    worker = await startTestApp({ worker: true });
  });
  afterAll(() => worker.app.close());

  it('tells of enrollments, once however often an event comes, and of mails that were asked for', async () => {
    const course = await createCourse(worker);
    const [user, client] = await signedIn(worker, 'student');
    expect((await client.post('/api/v1/enrollments', { courseId: course.id })).status).toBe(201);
    await worker.api.post('/api/v1/auth/forgot-password', { email: user.email });
    await worker.api.post('/api/v1/auth/forgot-password', { email: 'nobody@example.com' });
    await eventually(async () => {
      const { data } = await lines(client);
      const shown = data.map(({ action, by }) => [action, by]);
      expect(shown).toContainEqual(['enrollment.activated', 'self']);
      expect(shown).toContainEqual(['auth.password-reset-requested', 'unknown']);
    });
    const enrolled = await activityLogs(worker).find({ action: 'enrollment.activated' }).toArray();
    expect(enrolled).toMatchObject([{ userId: user._id, details: { courseId: course.id } }]);
    expect(await activityLogs(worker).countDocuments({ action: 'auth.password-reset-requested' })).toBe(1);
  });
});
