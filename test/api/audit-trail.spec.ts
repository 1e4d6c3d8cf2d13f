import { randomUUID } from 'node:crypto';
import { Types } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { requestContext } from '../../src/common/http/request-context.js';
import { Transactions } from '../../src/infra/mongo/index.js';
import { AuditTrail } from '../../src/modules/audit/index.js';
import type { UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import { at, REASON, signedIn } from '../support/administration.js';
import type { ApiClient } from '../support/api-client.js';
import { activityLogs, auditLogs, recordedOf } from '../support/audit.js';
import { createUser } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let test: TestApp;
let trail: AuditTrail;
let admin: UserDocument;
let asAdmin: ApiClient;

beforeAll(async () => {
  test = await startTestApp();
  trail = test.app.get(AuditTrail);
  [admin, asAdmin] = await signedIn(test, 'admin');
});
afterAll(() => test.close());
beforeEach(async () => {
  await auditLogs(test).deleteMany({});
  await activityLogs(test).deleteMany({});
});

const someUser = () => ({ type: 'user', id: new Types.ObjectId().toString() }) as const;

describe('what an administrator does', () => {
  it('is recorded with who, on whom, what changed and from where', async () => {
    const user = await createUser(test);
    const requestId = randomUUID();
    const headers = { 'user-agent': 'Console/1.0', 'x-request-id': requestId };
    await asAdmin.post(at(user, '/suspend'), REASON, headers);
    expect(await recordedOf(test, user._id.toString())).toEqual([
      expect.objectContaining({
        at: test.clock.now(),
        action: 'user.suspended',
        outcome: 'success',
        actor: { kind: 'user', id: admin._id, role: 'admin' },
        target: { type: 'user', id: user._id.toString() },
        subject: user._id,
        requestId,
        before: { status: 'active' },
        after: { status: 'suspended' },
        personal: expect.objectContaining({
          ipAddress: '127.0.0.1',
          userAgent: 'Console/1.0',
          before: { reason: null },
          after: REASON,
        }) as object,
      }),
    ]);
  });

  it('leaves nothing when it comes to nothing', async () => {
    const user = await createUser(test, { status: 'suspended' });
    expect((await asAdmin.post(at(user, '/suspend'), REASON)).status).toBe(409);
    expect(await recordedOf(test, user._id.toString())).toEqual([]);
  });

  it('is recorded once, however many ask for it at the same time', async () => {
    const user = await createUser(test);
    await Promise.all(Array.from({ length: 8 }, () => asAdmin.post(at(user, '/suspend'), REASON)));
    expect(await recordedOf(test, user._id.toString())).toHaveLength(1);
  });

  it('is shown to the person concerned, without where the administrator sits', async () => {
    const user = await createUser(test);
    await asAdmin.post(at(user, '/suspend'), REASON);
    expect(await activityLogs(test).find({ userId: user._id }).toArray()).toEqual([
      expect.objectContaining({
        action: 'user.suspended',
        by: 'staff',
        details: { status: 'suspended' },
        ipAddress: null,
        userAgent: null,
      }),
    ]);
  });
});

describe('the audit trail', () => {
  it('goes with the transaction of the change, back as well', async () => {
    const target = someUser();
    const work = test.app.get(Transactions).run(async () => {
      await trail.record({ action: 'user.updated', target });
      throw new Error('the change fails');
    });
    await expect(work).rejects.toThrow('the change fails');
    expect(await recordedOf(test, target.id)).toEqual([]);
  });

  it('holds only what changed, and nothing secret', async () => {
    const target = someUser();
    const details = { username: 'ada', passwordHash: '$2b$12$x', profile: { bio: 'a', website: null } };
    await trail.record({
      action: 'user.updated',
      target,
      before: details,
      after: {
        ...details,
        passwordHash: '$2b$12$y',
        profile: { bio: 'b', website: null },
        phone: '+44 131 496 0000',
        note: `keyId.${'x'.repeat(40)}`,
      },
    });
    const [entry] = await recordedOf(test, target.id);
    expect(entry?.['personal']).toMatchObject({
      before: { passwordHash: '[changed]', profile: { bio: 'a' } },
      after: {
        passwordHash: '[changed]',
        profile: { bio: 'b' },
        phone: '[changed]',
        note: '[changed]',
      },
    });
  });

  it('knows no origin of what a job does, but who caused it', async () => {
    const target = someUser();
    const actor = { userId: admin._id.toString(), role: 'admin' } as const;
    await requestContext.run({ requestId: 'run-1', actor }, () =>
      trail.record({ action: 'user.updated', target }),
    );
    await requestContext.run({ requestId: 'run-2' }, () => trail.record({ action: 'user.updated', target }));
    expect(await recordedOf(test, target.id)).toMatchObject([
      { requestId: 'run-1', actor: { kind: 'user', id: admin._id, role: 'admin' } },
      { requestId: 'run-2', actor: { kind: 'system', id: null }, personal: { ipAddress: null } },
    ]);
  });

  it('records an occasion once, however often it comes', async () => {
    const target = someUser();
    const record = { action: 'user.updated', target, key: 'event-1' } as const;
    await Promise.allSettled(Array.from({ length: 8 }, () => trail.record(record)));
    await trail.record(record);
    expect(await recordedOf(test, target.id)).toHaveLength(1);
    expect(await activityLogs(test).countDocuments({ key: 'event-1' })).toBe(1);
  });

  it('shows people what they did only there where nobody else is concerned', async () => {
    const target = someUser();
    await trail.record({ action: 'account.profile-changed', target, by: target.id });
    expect(await recordedOf(test, target.id)).toEqual([]);
    expect(await activityLogs(test).find({}).toArray()).toMatchObject([
      { action: 'account.profile-changed', by: 'self' },
    ]);
  });
});
