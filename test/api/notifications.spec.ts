import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PasswordChanged } from '../../src/modules/auth/index.js';
import { CourseRejected, CourseSubmitted } from '../../src/modules/courses/index.js';
import { EnrollmentActivated } from '../../src/modules/enrollments/index.js';
import { ANNOUNCEMENT_RULES } from '../../src/modules/notifications/application/announcement-rules.js';
import { Announce } from '../../src/modules/notifications/application/announce.js';
import { Inbox } from '../../src/modules/notifications/application/inbox.js';
import { EmailVerified, UserSuspended } from '../../src/modules/users/index.js';
import type { UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import type { ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { idOf, openMailroom, type InboxPage, type Mailroom } from '../support/mailroom.js';
import { createUser, signIn } from '../support/people.js';

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

/** Jane can begin with a course. */
const enrolled = () =>
  new EnrollmentActivated({ enrollmentId: idOf(jane), userId: idOf(jane), courseId: idOf(room.course) });

const inbox = (query = '', reader = client) => room.inbox(reader, query);
const unreadCount = () => client.get<{ unreadCount: number }>('/api/v1/notifications/unread-count');

/** Puts an entry into Jane's inbox, as the handler of an event does. */
const tell = (key: string) =>
  room.test.app.get(Inbox).add({
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
    await room.publish(enrolled());
    const mail = await room.catcher.waitFor(({ to }) => to.includes(jane.email));
    expect(mail.subject).toBe('You are enrolled in Fish & <b>Chips</b>');
    expect(mail.text).toContain('Hello Jane Smith,');
    expect(mail.text).toContain(`/courses/${room.course.slug}`);
    expect(mail.html).toContain('Fish &amp; &lt;b&gt;Chips&lt;/b&gt;');
    const { data } = await inbox();
    expect(data).toMatchObject([
      {
        type: 'enrolled',
        category: 'progress',
        title: 'You are enrolled in Fish & <b>Chips</b>',
        readAt: null,
        createdAt: room.test.clock.now().toISOString(),
        data: { courseId: idOf(room.course), enrollmentId: idOf(jane), link: expect.any(String) as string },
      },
    ]);
  });

  it('that is handled twenty times at once is told once', async () => {
    const rule = ANNOUNCEMENT_RULES.find(({ type }) => type === 'enrolled')!;
    const event = { ...enrolled(), id: 'f'.repeat(24), occurredAt: room.test.clock.now() };
    const announce = room.test.app.get(Announce);
    await Promise.all(Array.from({ length: 20 }, () => announce.execute(rule, event)));
    await room.catcher.waitFor(({ to }) => to.includes(jane.email));
    await eventually(async () =>
      expect(await room.messagesTo(jane)).toMatchObject([{ state: 'sent', attempts: 1 }]),
    );
    await announce.execute(rule, event);
    expect((await inbox()).data).toHaveLength(1);
    expect(room.catcher.messages(jane.email)).toHaveLength(1);
  });

  it('does not tell of a course again when a pause ends', async () => {
    const begun = { ...enrolled().payload, since: room.test.clock.now().toISOString() };
    await room.publish(new EnrollmentActivated(begun), new EnrollmentActivated(begun));
    await room.publish(new EmailVerified({ userId: idOf(jane) }));
    await eventually(async () => expect((await inbox()).data).toHaveLength(2));
    await eventually(() => expect(room.catcher.messages(jane.email)).toHaveLength(2));
  });

  it('that waits for somebody in office stands in the inboxes of all of them, and of nobody else', async () => {
    const [moderator, admin, instructor] = await Promise.all(
      (['moderator', 'admin', 'instructor'] as const).map((role) => createUser(room.test, { role })),
    );
    await room.publish(new CourseSubmitted({ courseId: idOf(room.course), instructorId: idOf(instructor!) }));
    for (const user of [moderator, admin]) {
      const reader = await signIn(room.test, user!);
      await eventually(async () =>
        expect((await inbox('', reader)).data).toMatchObject([{ type: 'course-to-review' }]),
      );
    }
    expect((await inbox('', await signIn(room.test, instructor!))).data).toEqual([]);
    expect(room.catcher.messages()).toEqual([]);
  });

  it('tells reasons in the words that were given', async () => {
    const reason = 'The third lesson is <empty>.';
    await room.publish(new CourseRejected({ courseId: idOf(room.course), instructorId: idOf(jane), reason }));
    const mail = await room.catcher.waitFor(({ to }) => to.includes(jane.email));
    expect(mail.text).toContain(reason);
    expect(mail.html).toContain('The third lesson is &lt;empty&gt;.');
  });
});

describe('preferences', () => {
  const choose = (notifications: object) =>
    room.changeUser(jane, { 'preferences.notifications': notifications });

  it('keep a category away, and that is recorded', async () => {
    await choose({ categories: { progress: false } });
    await room.publish(enrolled());
    const suppressed = { state: 'suppressed', reason: 'category-off' };
    await eventually(async () =>
      expect(await room.messagesTo(jane)).toMatchObject([
        { channel: 'inApp', ...suppressed },
        { channel: 'email', ...suppressed },
      ]),
    );
    expect((await inbox()).data).toEqual([]);
    expect(room.catcher.messages(jane.email)).toEqual([]);
  });

  it('keep a channel away, and not the other', async () => {
    await choose({ channels: { email: false } });
    await room.publish(enrolled());
    await eventually(async () =>
      expect(await room.messagesTo(jane)).toMatchObject([{ channel: 'email', reason: 'channel-off' }]),
    );
    expect((await inbox()).data).toHaveLength(1);
  });

  it('can not keep away what concerns the safety of the account', async () => {
    await choose({
      channels: { email: false, inApp: false },
      categories: { progress: false, achievement: false, marketing: false, chat: false },
    });
    await room.changeUser(jane, { emailVerifiedAt: null });
    await room.publish(new PasswordChanged({ userId: idOf(jane) }));
    await room.catcher.waitFor(({ to, subject }) => to.includes(jane.email) && subject.includes('password'));
    await eventually(async () => expect((await inbox()).data).toMatchObject([{ type: 'password-changed' }]));
  });

  it('are asked again when a mail had to wait', async () => {
    room.catcher.failNext(451);
    await room.publish(enrolled());
    await eventually(async () => expect(await room.messagesTo(jane)).toMatchObject([{ attempts: 1 }]));
    await choose({ channels: { email: false } });
    await eventually(async () => {
      await room.hasten();
      expect(await room.messagesTo(jane)).toMatchObject([{ state: 'suppressed', reason: 'channel-off' }]);
    });
  });

  it('or not, who is suspended hears of nothing but that', async () => {
    await room.changeUser(jane, { status: 'suspended' });
    await room.publish(
      enrolled(),
      new UserSuspended({ userId: idOf(jane), by: idOf(jane), reason: 'Spam.' }),
    );
    const mail = await room.catcher.waitFor(({ to }) => to.includes(jane.email));
    expect(mail.subject).toBe('Your account is suspended');
    await eventually(async () =>
      expect((await room.messagesTo(jane)).map(({ reason }) => reason)).toEqual(
        expect.arrayContaining(['account-inactive', 'account-inactive']),
      ),
    );
  });
});

describe('the inbox', () => {
  it('is read page by page, the newest first', async () => {
    for (const key of ['1', '2', '3', '4', '5']) {
      await tell(key);
      room.test.clock.advance(1000);
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
    expect(read).toMatchObject({ id: data[0]!.id, readAt: room.test.clock.now().toISOString() });
    room.test.clock.advance(1000);
    expect((await client.post(path)).status).toBe(204);
    expect((await inbox('?unread=false')).data).toEqual([read]);
  });

  it('can be read as a whole, and others’ stay as they are', async () => {
    const john = await createUser(room.test);
    for (const key of ['1', '2', '3']) await tell(key);
    const johns = await signIn(room.test, john);
    expect((await johns.post('/api/v1/notifications/read-all')).status).toBe(204);
    expect((await unreadCount()).body).toEqual({ unreadCount: 3 });
    expect((await client.post('/api/v1/notifications/read-all')).status).toBe(204);
    expect((await unreadCount()).body).toEqual({ unreadCount: 0 });
    expect((await inbox('?unread=true')).data).toEqual([]);
  });

  it('is nobody else’s', async () => {
    await tell('secret');
    const [entry] = (await inbox()).data;
    const john = await signIn(room.test, await createUser(room.test));
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
    const john = await signIn(room.test, await createUser(room.test));
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
