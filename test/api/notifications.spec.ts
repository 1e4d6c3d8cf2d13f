import { getModelToken } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DomainEvent } from '../../src/common/events/index.js';
import { MailConfig } from '../../src/config/index.js';
import { Transactions } from '../../src/infra/mongo/index.js';
import { Outbox } from '../../src/infra/outbox/index.js';
import { DeadLetters } from '../../src/infra/queue/index.js';
import { hasten } from '../../src/infra/queue/testing/queue-tests.js';
import { PasswordChanged } from '../../src/modules/auth/index.js';
import { CourseRejected, CourseSubmitted } from '../../src/modules/courses/index.js';
import { COURSE_MODEL, type CourseDocument } from '../../src/modules/courses/persistence/course.schema.js';
import { courseFactory } from '../../src/modules/courses/testing/course.factory.js';
import { EnrollmentActivated } from '../../src/modules/enrollments/index.js';
import { ANNOUNCEMENT_RULES } from '../../src/modules/notifications/application/announcement-rules.js';
import { Announce } from '../../src/modules/notifications/application/announce.js';
import { MailQueue } from '../../src/modules/notifications/application/mail.queue.js';
import { Inbox } from '../../src/modules/notifications/application/inbox.js';
import {
  MESSAGE_MODEL,
  type MessageDocument,
} from '../../src/modules/notifications/persistence/message.schema.js';
import { EmailVerified, UserSuspended } from '../../src/modules/users/index.js';
import { USER_MODEL, type UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import { startMailCatcher, type MailCatcher } from '../../tools/standins/mail-catcher/index.js';
import type { ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { createUser, PASSWORD, signIn } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface Entry {
  id: string;
  type: string;
  title: string;
  data: Record<string, string>;
  readAt: string | null;
}
interface InboxPage {
  data: Entry[];
  page: { nextCursor: string | null };
}

let catcher: MailCatcher;
let test: TestApp;
let messages: Model<MessageDocument>;
let users: Model<UserDocument>;
let course: CourseDocument;
let jane: UserDocument;
let client: ApiClient;

beforeAll(async () => {
  catcher = await startMailCatcher();
  const mail = { SMTP_HOST: '127.0.0.1', SMTP_PORT: catcher.smtpPort, SMTP_REQUIRE_TLS: false };
  test = await startTestApp({ worker: true, settings: [[MailConfig, mail]] });
  messages = test.app.get(getModelToken(MESSAGE_MODEL));
  users = test.app.get(getModelToken(USER_MODEL));
  course = courseFactory.build({ title: 'Fish & <b>Chips</b>' });
  await test.app.get<Model<CourseDocument>>(getModelToken(COURSE_MODEL)).collection.insertOne(course);
});
afterAll(async () => {
  await test.close();
  await catcher.close();
});
beforeEach(async () => {
  jane = await createUser(test, { profile: { firstName: 'Jane', lastName: 'Smith' } });
  client = await signIn(test, jane);
});
afterEach(() => catcher.clear());

const publish = (...events: DomainEvent[]) =>
  test.app.get(Transactions).run(() => test.app.get(Outbox).publish(...events));

const idOf = (document: { _id: unknown }) => String(document._id);

/** Jane can begin with a course. */
const enrolled = (enrollmentId = idOf(jane)) =>
  new EnrollmentActivated({ enrollmentId, userId: idOf(jane), courseId: idOf(course) });

const inbox = async (query = '', as = client) =>
  (await as.get<InboxPage>(`/api/v1/notifications${query}`)).body;
const unreadCount = () => client.get<{ unreadCount: number }>('/api/v1/notifications/unread-count');
const messagesTo = (user: UserDocument) => messages.find({ userId: user._id }).sort({ _id: 1 }).lean();

/** Puts an entry into Jane's inbox, as the handler of an event does. */
const tell = (key: string) =>
  test.app.get(Inbox).add({
    userId: idOf(jane),
    category: 'progress',
    type: 'enrolled',
    title: `Title ${key}`,
    body: 'Body',
    data: {},
    dedupeKey: `test/${idOf(jane)}/${key}`,
  });

describe('an event', () => {
  it('becomes an entry of the inbox and a mail, in the words of the product', async () => {
    await publish(enrolled());
    const mail = await catcher.waitFor(({ to }) => to.includes(jane.email));
    expect(mail.subject).toBe('You are enrolled in Fish & <b>Chips</b>');
    expect(mail.text).toContain('Hello Jane Smith,');
    expect(mail.text).toContain(`/courses/${course.slug}`);
    expect(mail.html).toContain('Fish &amp; &lt;b&gt;Chips&lt;/b&gt;');
    const { data } = await inbox();
    expect(data).toMatchObject([
      {
        type: 'enrolled',
        category: 'progress',
        title: 'You are enrolled in Fish & <b>Chips</b>',
        readAt: null,
        createdAt: test.clock.now().toISOString(),
        data: { courseId: idOf(course), enrollmentId: idOf(jane), link: expect.any(String) as string },
      },
    ]);
  });

  it('that is handled twenty times at once is told once', async () => {
    const rule = ANNOUNCEMENT_RULES.find(({ type }) => type === 'enrolled')!;
    const event = { ...enrolled(), id: 'f'.repeat(24), occurredAt: test.clock.now() };
    const announce = test.app.get(Announce);
    await Promise.all(Array.from({ length: 20 }, () => announce.execute(rule, event)));
    await catcher.waitFor(({ to }) => to.includes(jane.email));
    await eventually(async () =>
      expect(await messagesTo(jane)).toMatchObject([{ state: 'sent', attempts: 1 }]),
    );
    await announce.execute(rule, event);
    expect((await inbox()).data).toHaveLength(1);
    expect(catcher.messages(jane.email)).toHaveLength(1);
  });

  it('does not tell of a course again when a pause ends', async () => {
    await publish(enrolled(), enrolled());
    await publish(new EmailVerified({ userId: idOf(jane) }));
    await eventually(async () => expect((await inbox()).data).toHaveLength(2));
    await eventually(() => expect(catcher.messages(jane.email)).toHaveLength(2));
  });

  it('that waits for somebody in office stands in the inboxes of all of them, and of nobody else', async () => {
    const [moderator, admin, instructor] = await Promise.all(
      (['moderator', 'admin', 'instructor'] as const).map((role) => createUser(test, { role })),
    );
    await publish(new CourseSubmitted({ courseId: idOf(course), instructorId: idOf(instructor!) }));
    for (const user of [moderator, admin]) {
      const reader = await signIn(test, user!);
      await eventually(async () =>
        expect((await inbox('', reader)).data).toMatchObject([{ type: 'course-to-review' }]),
      );
    }
    expect((await inbox('', await signIn(test, instructor!))).data).toEqual([]);
    expect(catcher.messages()).toEqual([]);
  });

  it('tells reasons in the words that were given', async () => {
    const reason = 'The third lesson is <empty>.';
    await publish(new CourseRejected({ courseId: idOf(course), instructorId: idOf(jane), reason }));
    const mail = await catcher.waitFor(({ to }) => to.includes(jane.email));
    expect(mail.text).toContain(reason);
    expect(mail.html).toContain('The third lesson is &lt;empty&gt;.');
  });
});

describe('mails', () => {
  const rejected = () =>
    new CourseRejected({ courseId: idOf(course), instructorId: idOf(jane), reason: 'Too short.' });

  it('are tried again while the mail server is busy, and arrive once', async () => {
    catcher.failNext(451);
    await publish(enrolled());
    await eventually(async () =>
      expect(await messagesTo(jane)).toMatchObject([
        { state: 'queued', attempts: 1, reason: expect.stringContaining('451') as string },
      ]),
    );
    await eventually(async () => {
      await hasten(test.app, MailQueue);
      expect(await messagesTo(jane)).toMatchObject([{ state: 'sent', attempts: 2, reason: null }]);
    });
    expect(catcher.messages(jane.email)).toHaveLength(1);
  });

  it('that are refused become dead letters, and are sent when an operator says so', async () => {
    catcher.failNext(550, 'recipient');
    await publish(enrolled());
    await eventually(async () =>
      expect(await messagesTo(jane)).toMatchObject([{ state: 'failed', attempts: 1 }]),
    );
    const operator = await signIn(test, await createUser(test, { role: 'admin' }));
    const [dead] = await eventually(async () => {
      const found = await test.app.get(DeadLetters).list({ queue: MailQueue.name });
      expect(found).toMatchObject([{ name: 'enrolled', attempts: 1 }]);
      return found;
    });
    const { status } = await operator.post(`/api/v1/admin/dead-letters/mail/${dead!.id}/replay`);
    expect(status).toBe(204);
    await catcher.waitFor(({ to }) => to.includes(jane.email));
    await eventually(async () => expect(await messagesTo(jane)).toMatchObject([{ state: 'sent' }]));
  });

  it('leave no address and no words behind', async () => {
    await publish(rejected());
    await catcher.waitFor(({ to }) => to.includes(jane.email));
    await eventually(async () =>
      expect(await messagesTo(jane)).toMatchObject([{ state: 'sent', occasion: {} }]),
    );
    const kept = JSON.stringify(await messagesTo(jane));
    for (const word of [jane.email, 'Too short', 'Jane']) expect(kept).not.toContain(word);
    expect(test.log.join()).not.toContain(jane.email);
  });

  it('go to the address that somebody has when they are sent', async () => {
    catcher.failNext(451);
    await publish(enrolled());
    await eventually(async () => expect(await messagesTo(jane)).toMatchObject([{ attempts: 1 }]));
    const email = `new-${jane.email}`;
    await users.collection.updateOne({ _id: jane._id }, { $set: { email } });
    await eventually(async () => {
      await hasten(test.app, MailQueue);
      expect(catcher.messages(email)).toHaveLength(1);
    });
    expect(catcher.messages(jane.email)).toEqual([]);
  });

  it('are not sent to somebody who has left meanwhile', async () => {
    catcher.failNext(451);
    await publish(enrolled());
    await eventually(async () => expect(await messagesTo(jane)).toMatchObject([{ attempts: 1 }]));
    await users.collection.updateOne({ _id: jane._id }, { $set: { isDeleted: true } });
    await eventually(async () => {
      await hasten(test.app, MailQueue);
      expect(await messagesTo(jane)).toMatchObject([{ state: 'suppressed', reason: 'recipient-gone' }]);
    });
  });
});

describe('preferences', () => {
  const choose = (notifications: object) =>
    users.collection.updateOne({ _id: jane._id }, { $set: { 'preferences.notifications': notifications } });

  it('keep a category away, and that is recorded', async () => {
    await choose({ categories: { progress: false } });
    await publish(enrolled());
    const suppressed = { state: 'suppressed', reason: 'category-off' };
    await eventually(async () =>
      expect(await messagesTo(jane)).toMatchObject([
        { channel: 'inApp', ...suppressed },
        { channel: 'email', ...suppressed },
      ]),
    );
    expect((await inbox()).data).toEqual([]);
    expect(catcher.messages(jane.email)).toEqual([]);
  });

  it('keep a channel away, and not the other', async () => {
    await choose({ channels: { email: false } });
    await publish(enrolled());
    await eventually(async () =>
      expect(await messagesTo(jane)).toMatchObject([{ channel: 'email', reason: 'channel-off' }]),
    );
    expect((await inbox()).data).toHaveLength(1);
  });

  it('can not keep away what concerns the safety of the account', async () => {
    await choose({
      channels: { email: false, inApp: false },
      categories: { progress: false, achievement: false, marketing: false, chat: false },
    });
    await users.collection.updateOne({ _id: jane._id }, { $set: { emailVerifiedAt: null } });
    await publish(new PasswordChanged({ userId: idOf(jane) }));
    await catcher.waitFor(({ to, subject }) => to.includes(jane.email) && subject.includes('password'));
    await eventually(async () => expect((await inbox()).data).toMatchObject([{ type: 'password-changed' }]));
  });

  it('are asked again when a mail had to wait', async () => {
    catcher.failNext(451);
    await publish(enrolled());
    await eventually(async () => expect(await messagesTo(jane)).toMatchObject([{ attempts: 1 }]));
    await choose({ channels: { email: false } });
    await eventually(async () => {
      await hasten(test.app, MailQueue);
      expect(await messagesTo(jane)).toMatchObject([{ state: 'suppressed', reason: 'channel-off' }]);
    });
  });

  it('or not, who is suspended hears of nothing but that', async () => {
    await users.collection.updateOne({ _id: jane._id }, { $set: { status: 'suspended' } });
    await publish(enrolled(), new UserSuspended({ userId: idOf(jane), by: idOf(jane), reason: 'Spam.' }));
    const mail = await catcher.waitFor(({ to }) => to.includes(jane.email));
    expect(mail.subject).toBe('Your account is suspended');
    await eventually(async () =>
      expect((await messagesTo(jane)).map(({ reason }) => reason)).toEqual(
        expect.arrayContaining(['account-inactive', 'account-inactive']),
      ),
    );
  });
});

describe('the link of a mail', () => {
  it('confirms the address, stands in no database and no queue, and is not sent once it is used', async () => {
    const email = `new-${idOf(jane)}@example.com`;
    await test.api.post('/api/v1/auth/register', {
      email,
      password: PASSWORD,
      firstName: 'New',
      lastName: 'Learner',
      role: 'student',
    });
    const mail = await catcher.waitFor(({ to }) => to.includes(email));
    const token = /token=([\w.-]+)/.exec(mail.text)?.[1] ?? '';
    expect(token).toHaveLength(Math.max(20, token.length));
    const kept = await Promise.all(
      ['messages', 'outbox', 'auth_tokens'].map((name) => messages.db.collection(name).find({}).toArray()),
    );
    expect(JSON.stringify(kept)).not.toContain(token);
    expect((await test.api.post('/api/v1/auth/verify-email', { token })).status).toBeLessThan(300);
    await catcher.waitFor(({ to, subject }) => to.includes(email) && subject === 'Welcome to Lyceum');
  });
});

describe('the inbox', () => {
  it('is read page by page, the newest first', async () => {
    for (const key of ['1', '2', '3', '4', '5']) {
      await tell(key);
      test.clock.advance(1000);
    }
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { data, page }: InboxPage = await inbox(`?limit=2${cursor && `&cursor=${cursor}`}`);
      expect(data.length).toBeLessThanOrEqual(2);
      seen.push(...data.map(({ title }) => title));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(['5', '4', '3', '2', '1'].map((key) => `Title ${key}`));
  });

  it('says what is unread, and forgets it entry by entry', async () => {
    for (const key of ['1', '2', '3']) await tell(key);
    expect((await unreadCount()).body).toEqual({ unreadCount: 3 });
    const { data } = await inbox();
    const path = `/api/v1/notifications/${data[0]!.id}/read`;
    expect((await client.post(path)).status).toBe(204);
    expect((await unreadCount()).body).toEqual({ unreadCount: 2 });
    expect((await inbox('?unread=true')).data.map(({ id }) => id)).toEqual([data[1]!.id, data[2]!.id]);
    const [read] = (await inbox('?unread=false')).data;
    expect(read).toMatchObject({ id: data[0]!.id, readAt: test.clock.now().toISOString() });
    test.clock.advance(1000);
    expect((await client.post(path)).status).toBe(204);
    expect((await inbox('?unread=false')).data).toEqual([read]);
  });

  it('can be read as a whole, and others’ stay as they are', async () => {
    const john = await createUser(test);
    for (const key of ['1', '2', '3']) await tell(key);
    const johns = await signIn(test, john);
    expect((await johns.post('/api/v1/notifications/read-all')).status).toBe(204);
    expect((await unreadCount()).body).toEqual({ unreadCount: 3 });
    expect((await client.post('/api/v1/notifications/read-all')).status).toBe(204);
    expect((await unreadCount()).body).toEqual({ unreadCount: 0 });
    expect((await inbox('?unread=true')).data).toEqual([]);
  });

  it('is nobody else’s', async () => {
    await tell('secret');
    const [entry] = (await inbox()).data;
    const john = await signIn(test, await createUser(test));
    expect((await inbox('', john)).data).toEqual([]);
    expect(await john.post(`/api/v1/notifications/${entry!.id}/read`)).toMatchObject({
      status: 404,
      body: { code: 'not-found' },
    });
    expect((await inbox()).data).toMatchObject([{ readAt: null }]);
  });

  it('counts from the cache, and anew as soon as something changes', async () => {
    expect((await unreadCount()).headers.get('x-cache')).toBe('MISS');
    expect((await unreadCount()).headers.get('x-cache')).toBe('HIT');
    await tell('1');
    const counted = await unreadCount();
    expect([counted.headers.get('x-cache'), counted.body]).toEqual(['MISS', { unreadCount: 1 }]);
    const john = await signIn(test, await createUser(test));
    expect((await john.get('/api/v1/notifications/unread-count')).body).toEqual({ unreadCount: 0 });
  });

  it.each(['unread=maybe', 'limit=0', 'cursor=nonsense', 'sort=title'])('refuses ?%s', async (query) => {
    expect(await client.get(`/api/v1/notifications?${query}`)).toMatchObject({
      status: 400,
      body: { code: 'validation-failed' },
    });
  });

  it.each([
    ['nonsense', 400],
    ['0'.repeat(24), 404],
  ])('has no entry %s', async (id, status) => {
    expect((await client.post(`/api/v1/notifications/${id}/read`)).status).toBe(status);
  });
});
