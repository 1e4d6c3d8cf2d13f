import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DeadLetters } from '../../src/infra/queue/index.js';
import { CourseRejected } from '../../src/modules/courses/index.js';
import { EnrollmentActivated } from '../../src/modules/enrollments/index.js';
import { MailQueue } from '../../src/modules/notifications/application/mail.queues.js';
import { ANNOUNCEMENT_RULES } from '../../src/modules/notifications/application/announcement-rules.js';
import { Announce } from '../../src/modules/notifications/application/announce.js';
import { deliveryOf } from '../../src/modules/notifications/domain/notification-type.js';
import type { UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import type { ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { idOf, openMailroom, type Mailroom } from '../support/mailroom.js';
import { createUser, PASSWORD, signIn } from '../support/people.js';

let room: Mailroom;
let jane: UserDocument;
let client: ApiClient;

beforeAll(async () => {
  room = await openMailroom();
});
afterAll(() => room.close());
beforeEach(async () => {
  jane = await createUser(room.test, { profile: { firstName: 'Jane', lastName: 'Smith' } });
  client = await signIn(room.test, jane);
});
afterEach(() => room.catcher.clear());

const enrolled = () =>
  new EnrollmentActivated({ enrollmentId: idOf(jane), userId: idOf(jane), courseId: idOf(room.course) });

describe('mails', () => {
  const rejected = () =>
    new CourseRejected({ courseId: idOf(room.course), instructorId: idOf(jane), reason: 'Too short.' });

  it('are tried again while the mail server is busy, and arrive once', async () => {
    room.catcher.failNext(451);
    await room.publish(enrolled());
    await eventually(async () =>
      expect(await room.messagesTo(jane)).toMatchObject([
        { state: 'queued', attempts: 1, reason: expect.stringContaining('451') as string },
      ]),
    );
    await eventually(async () => {
      await room.hasten();
      expect(await room.messagesTo(jane)).toMatchObject([{ state: 'sent', attempts: 2, reason: null }]);
    });
    expect(room.catcher.messages(jane.email)).toHaveLength(1);
  });

  it('that are refused become dead letters, and are sent when an operator says so', async () => {
    room.catcher.failNext(550, 'recipient');
    await room.publish(enrolled());
    await eventually(async () =>
      expect(await room.messagesTo(jane)).toMatchObject([{ state: 'failed', attempts: 1 }]),
    );
    const operator = await signIn(room.test, await createUser(room.test, { role: 'admin' }));
    const [dead] = await eventually(async () => {
      const found = await room.test.app.get(DeadLetters).list({ queue: MailQueue.name });
      expect(found).toMatchObject([{ name: 'enrolled', attempts: 1 }]);
      return found;
    });
    const { status } = await operator.post(`/api/v1/admin/dead-letters/mail/${dead!.id}/replay`);
    expect(status).toBe(204);
    await room.catcher.waitFor(({ to }) => to.includes(jane.email));
    await eventually(async () => expect(await room.messagesTo(jane)).toMatchObject([{ state: 'sent' }]));
  });

  it('leave no address and no words behind', async () => {
    await room.publish(rejected());
    await room.catcher.waitFor(({ to }) => to.includes(jane.email));
    await eventually(async () =>
      expect(await room.messagesTo(jane)).toMatchObject([{ state: 'sent', occasion: {} }]),
    );
    const kept = JSON.stringify(await room.messagesTo(jane));
    for (const word of [jane.email, 'Too short', 'Jane']) expect(kept).not.toContain(word);
    expect(room.test.log.join()).not.toContain(jane.email);
  });

  it('go to the address that somebody has when they are sent', async () => {
    room.catcher.failNext(451);
    await room.publish(enrolled());
    await eventually(async () => expect(await room.messagesTo(jane)).toMatchObject([{ attempts: 1 }]));
    const email = `new-${jane.email}`;
    await room.changeUser(jane, { email });
    await eventually(async () => {
      await room.hasten();
      expect(room.catcher.messages(email)).toHaveLength(1);
    });
    expect(room.catcher.messages(jane.email)).toEqual([]);
  });

  it('are not sent to somebody who has left meanwhile', async () => {
    room.catcher.failNext(451);
    await room.publish(enrolled());
    await eventually(async () => expect(await room.messagesTo(jane)).toMatchObject([{ attempts: 1 }]));
    await room.changeUser(jane, { isDeleted: true });
    await eventually(async () => {
      await room.hasten();
      expect(await room.messagesTo(jane)).toMatchObject([{ state: 'suppressed', reason: 'recipient-gone' }]);
    });
  });
});

describe('the link of a mail', () => {
  it('confirms the address, stands in no database and no queue, and is not sent once it is used', async () => {
    const email = `new-${idOf(jane)}@example.com`;
    await room.test.api.post('/api/v1/auth/register', {
      email,
      password: PASSWORD,
      firstName: 'New',
      lastName: 'Learner',
      role: 'student',
    });
    const mail = await room.catcher.waitFor(({ to }) => to.includes(email));
    const token = /token=([\w.-]+)/.exec(mail.text)?.[1] ?? '';
    expect(token).toHaveLength(Math.max(20, token.length));
    const database = room.test.app.get<Connection>(getConnectionToken());
    const kept = await Promise.all(
      ['messages', 'outbox', 'auth_tokens'].map((name) => database.collection(name).find({}).toArray()),
    );
    expect(JSON.stringify(kept)).not.toContain(token);
    expect((await room.test.api.post('/api/v1/auth/verify-email', { token })).status).toBeLessThan(300);
    await room.catcher.waitFor(({ to, subject }) => to.includes(email) && subject === 'Welcome to Lyceum');
  });
});

describe('every promise', () => {
  it.each(ANNOUNCEMENT_RULES.map((rule) => [rule.type, rule] as const))('is kept: %s', async (type, rule) => {
    const admin = await createUser(room.test, { role: 'admin' });
    const reader = 'office' in rule.told ? admin : jane;
    const payload = {
      userId: idOf(jane),
      instructorId: idOf(jane),
      courseId: idOf(room.course),
      enrollmentId: idOf(jane),
      paymentId: idOf(jane),
      refundId: idOf(jane),
      tokenId: idOf(jane),
      code: idOf(jane),
      reason: 'A reason.',
      role: 'moderator',
      flag: 'late',
      kind: 'new-device',
      status: 'expired',
      amount: '9.99',
      currency: 'USD',
    };
    const event = { id: idOf(jane), type: rule.event.type, payload, occurredAt: room.test.clock.now() };
    await room.test.app.get(Announce).execute(rule, event);

    const channels = deliveryOf(type).channels;
    const { data } = await room.inbox(await signIn(room.test, reader));
    expect(data.map((entry) => entry.type)).toEqual(channels.includes('inApp') ? [type] : []);
    // There is no such token, code or change: the mail has lost its occasion.
    const outcome = rule.told.about?.some((member) => /^(token|code|change)Id$/.test(member))
      ? { state: 'suppressed', reason: 'occasion-passed' }
      : { state: 'sent', reason: null };
    await eventually(async () =>
      expect(await room.messagesTo(reader)).toMatchObject(
        channels.includes('email') ? [{ type, channel: 'email', ...outcome }] : [],
      ),
    );
    const written = JSON.stringify([
      data,
      room.catcher.messages(reader.email).map(({ subject, text }) => [subject, text]),
    ]);
    expect(written).not.toMatch(/undefined|\[object/);
  });
});

describe('money', () => {
  it('that came and went is told of, the receipt attached', async () => {
    const admin = await signIn(room.test, await createUser(room.test, { role: 'admin' }));
    const { body } = await client.post<{ payment: { id: string } }>(
      '/api/v1/payments/checkout',
      { courseId: idOf(room.course), method: 'cash' },
      { 'idempotency-key': idOf(jane) },
    );
    const { id } = body.payment;
    expect((await admin.post(`/api/v1/payments/${id}/confirm`)).status).toBeLessThan(300);
    const receipt = await room.catcher.waitFor(({ subject }) => subject.startsWith('Your receipt for Fish'));
    expect(receipt.to).toEqual([jane.email]);
    expect(receipt.attachments).toMatchObject([
      { filename: expect.stringMatching(/^receipt-.+\.pdf$/) as string, mimeType: 'application/pdf' },
    ]);
    expect(receipt.attachments[0]!.size).toBeGreaterThan(1000);

    await admin.post(`/api/v1/payments/${id}/refunds`, { amount: '10.00', reason: 'As agreed.' });
    const refund = await room.catcher.waitFor(({ subject }) => subject.startsWith('Your refund for Fish'));
    expect(refund.text).toContain('10.00 USD of your payment');
    expect(refund.attachments).toEqual([]);
  });
});
