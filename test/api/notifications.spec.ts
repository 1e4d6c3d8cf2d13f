import { getModelToken } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DomainEvent } from '../../src/common/events/index.js';
import { MailConfig } from '../../src/config/index.js';
import { Transactions } from '../../src/infra/mongo/index.js';
import { Outbox } from '../../src/infra/outbox/index.js';
import { DeadLetters } from '../../src/infra/queue/index.js';
import { hasten } from '../../src/infra/queue/testing/queue-tests.js';
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
import type { UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import { startMailCatcher, type MailCatcher } from '../../tools/standins/mail-catcher/index.js';
import type { ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { createUser, signIn } from '../support/people.js';
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
let course: CourseDocument;
let jane: UserDocument;
let client: ApiClient;

beforeAll(async () => {
  catcher = await startMailCatcher();
  const mail = { SMTP_HOST: '127.0.0.1', SMTP_PORT: catcher.smtpPort, SMTP_REQUIRE_TLS: false };
  test = await startTestApp({ worker: true, settings: [[MailConfig, mail]] });
  messages = test.app.get(getModelToken(MESSAGE_MODEL));
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
