import { getModelToken } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { DomainEvent } from '../../src/common/events/index.js';
import { MailConfig } from '../../src/config/index.js';
import { Transactions } from '../../src/infra/mongo/index.js';
import { Outbox } from '../../src/infra/outbox/index.js';
import { hasten } from '../../src/infra/queue/testing/queue-tests.js';
import { COURSE_MODEL, type CourseDocument } from '../../src/modules/courses/persistence/course.schema.js';
import { courseFactory } from '../../src/modules/courses/testing/course.factory.js';
import { MailQueue } from '../../src/modules/notifications/application/mail.queues.js';
import {
  MESSAGE_MODEL,
  type MessageDocument,
} from '../../src/modules/notifications/persistence/message.schema.js';
import { USER_MODEL, type UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import { startMailCatcher, type MailCatcher } from '../../tools/standins/mail-catcher/index.js';
import type { ApiClient } from './api-client.js';
import { startTestApp, type TestApp } from './test-app.js';

/** An entry of the inbox, as its reader gets it. */
export interface Entry {
  id: string;
  type: string;
  title: string;
  data: Record<string, string>;
  readAt: string | null;
}

export interface InboxPage {
  data: Entry[];
  page: { nextCursor: string | null };
}

/** A running application that does the worker's part too, and the mail server that it knows. */
export interface Mailroom {
  readonly test: TestApp;
  readonly catcher: MailCatcher;
  /** A published course whose title needs escaping. */
  readonly course: CourseDocument;
  /** As use cases do, in a transaction. */
  publish(...events: DomainEvent[]): Promise<void>;
  inbox(reader: ApiClient, query?: string): Promise<InboxPage>;
  /** What went out to somebody or was to, the oldest first. */
  messagesTo(user: UserDocument): Promise<MessageDocument[]>;
  /** Gives mails that wait for their next attempt that attempt now. */
  hasten(): Promise<void>;
  changeUser(user: UserDocument, values: object): Promise<unknown>;
  close(): Promise<void>;
}

export const idOf = (document: { readonly _id: unknown }): string => String(document._id);

export async function openMailroom(): Promise<Mailroom> {
  const catcher = await startMailCatcher();
  const mail = { SMTP_HOST: '127.0.0.1', SMTP_PORT: catcher.smtpPort, SMTP_REQUIRE_TLS: false };
  const test = await startTestApp({ worker: true, settings: [[MailConfig, mail]] });
  const model = <D>(name: string) => test.app.get<Model<D>>(getModelToken(name));
  const course = courseFactory.build({ title: 'Fish & <b>Chips</b>' });
  await model<CourseDocument>(COURSE_MODEL).collection.insertOne(course);
  const messages = model<MessageDocument>(MESSAGE_MODEL);

  return {
    test,
    catcher,
    course,
    publish: (...events) => test.app.get(Transactions).run(() => test.app.get(Outbox).publish(...events)),
    inbox: async (reader, query = '') => (await reader.get<InboxPage>(`/api/v1/notifications${query}`)).body,
    messagesTo: ({ _id }) => messages.find({ userId: _id }).sort({ _id: 1 }).lean<MessageDocument[]>(),
    hasten: () => hasten(test.app, MailQueue),
    changeUser: ({ _id }, values) =>
      model<UserDocument>(USER_MODEL).collection.updateOne({ _id }, { $set: values }),
    async close() {
      await test.close();
      await catcher.close();
    },
  };
}
