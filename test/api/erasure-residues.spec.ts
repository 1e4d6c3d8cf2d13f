import { getConnectionToken } from '@nestjs/mongoose';
import { Types, type Connection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MailConfig } from '../../src/config/index.js';
import { Transactions } from '../../src/infra/mongo/index.js';
import { Outbox } from '../../src/infra/outbox/index.js';
import { DeadLetters, Queues } from '../../src/infra/queue/index.js';
import { MailQueue } from '../../src/modules/notifications/application/mail.queues.js';
import { CourseSubmitted } from '../../src/modules/courses/index.js';
import { UserRejected } from '../../src/modules/users/index.js';
import { startMailCatcher, type MailCatcher } from '../../tools/standins/mail-catcher/index.js';
import type { ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { createCourse } from '../support/learning.js';
import { change } from '../support/own-account.js';
import { PASSWORD } from '../support/people.js';
import { askForErasure, askForExport, eraseDue, made, ME, sweep } from '../support/privacy.js';
import { openShop, type Shop } from '../support/shop.js';
import { formsOf, residuesIn } from '../support/residues.js';

/** Words that nothing else in the world contains, one for each thing that somebody can be known by. */
const WHO = {
  email: 'zq9mail@sentinel.example',
  username: 'zq9username',
  firstName: 'Zq9first',
  lastName: 'Zq9last',
  displayName: 'Zq9display',
  bio: 'Zq9bio',
  location: 'Zq9location',
  website: 'https://zq9website.example',
  avatar: 'https://zq9avatar.example/a.png',
  github: 'https://github.com/zq9github',
  handle: 'zq9github',
  phone: '+99 555 909 9099',
  birth: '1971-03-09',
  street: 'Zq9street 9',
  city: 'Zq9city',
  line1: 'Zq9billing 9',
  billingPhone: '+99 555 808 8088',
  ip: '203.0.113.99',
  userAgent: 'Zq9Agent/9.0',
  note: 'Zq9note',
  bookmark: 'Zq9bookmark',
  comment: 'Zq9comment',
  reason: 'Zq9reason',
} as const;

let shop: Shop;
let catcher: MailCatcher;
let api: ApiClient;
let userId: string;
/** A paid receipt, which the law wants to be kept. */
let paymentId: string;
let certificate: string;

beforeAll(async () => {
  catcher = await startMailCatcher();
  const mail = { SMTP_HOST: '127.0.0.1', SMTP_PORT: catcher.smtpPort, SMTP_REQUIRE_TLS: false };
  shop = await openShop({ worker: true, settings: [[MailConfig, mail]], config: { TRUST_PROXY_HOPS: 1 } });
  await live();
}, 120_000);
afterAll(async () => {
  await shop.close();
  await catcher.close();
});

const ORIGIN = { 'x-forwarded-for': WHO.ip, 'user-agent': WHO.userAgent };
const collection = (name: string) => shop.test.app.get<Connection>(getConnectionToken()).collection(name);
const post = async (path: string, body?: object, headers: Record<string, string> = {}) => {
  const answer = await api.post(path, body, { ...ORIGIN, ...headers });
  expect([path, answer.status, answer.text]).toEqual([
    path,
    expect.toSatisfy((status: number) => status < 300),
    answer.text,
  ]);
  return answer.body;
};

/** Somebody does everything that leaves something behind. */
async function live(): Promise<void> {
  const { test } = shop;
  await test.api.post(
    '/api/v1/auth/register',
    {
      email: WHO.email,
      username: WHO.username,
      password: PASSWORD,
      firstName: WHO.firstName,
      lastName: WHO.lastName,
      role: 'student',
    },
    ORIGIN,
  );
  const mail = await catcher.waitFor(({ to }) => to.includes(WHO.email));
  await test.api.post('/api/v1/auth/verify-email', { token: /token=([\w.-]+)/.exec(mail.text)?.[1] }, ORIGIN);
  const login = await test.api.post<{ accessToken: string; user: { id: string } }>(
    '/api/v1/auth/login',
    { email: WHO.email, password: PASSWORD },
    ORIGIN,
  );
  userId = login.body.user.id;
  api = test.api.as(login.body.accessToken);
  await describeOneself();
  await learn();
  await buy();
  await beTaughtBy();
  await leaveDeadLetters();
  const exported = await askForExport(api);
  await made(api, exported.body.id);
}

async function describeOneself(): Promise<void> {
  const { status, text } = await change(api, {
    profile: {
      displayName: WHO.displayName,
      bio: WHO.bio,
      location: WHO.location,
      website: WHO.website,
      avatar: WHO.avatar,
      socialLinks: { github: WHO.github },
    },
    personal: {
      phone: WHO.phone,
      dateOfBirth: WHO.birth,
      address: { street: WHO.street, city: WHO.city },
    },
  });
  expect([status, text]).toEqual([200, text]);
  await collection('oauth_accounts').insertOne({
    userId: new Types.ObjectId(userId),
    provider: 'github',
    providerUserId: WHO.handle,
  });
}

async function learn(): Promise<void> {
  const course = await createCourse(shop.test, {}, [{ completionCriteria: { type: 'manual' } }]);
  const { id } = await post('/api/v1/enrollments', { courseId: course.id }, { 'idempotency-key': 'zq9-key' });
  const lesson = `/api/v1/enrollments/${String(id)}/lessons/${course.lessons[0]}`;
  await post(`${lesson}/progress`, {
    positionSeconds: 5,
    device: 'tablet',
    interactions: ['zq9interaction'],
  });
  await post(`/api/v1/enrollments/${String(id)}/notes`, { lessonId: course.lessons[0], content: WHO.note });
  await post(`/api/v1/enrollments/${String(id)}/bookmarks`, {
    lessonId: course.lessons[0],
    positionSeconds: 3,
    label: WHO.bookmark,
  });
  await post(`${lesson}/complete`);
  await api.send('PUT', `${lesson}/feedback`, {
    body: { rating: 5, difficultyRating: 3, comment: WHO.comment },
  });
  await post(`/api/v1/courses/${course.id}/reviews`, { rating: 5, text: 'Stays, without the name' });
  await api.send('PUT', `/api/v1/courses/${course.id}/favorite`);
  certificate = await eventually(async () => {
    const { code } = await post(`/api/v1/enrollments/${String(id)}/certificate`);
    return String(code);
  });
  const other = await createCourse(shop.test, {}, [{}]);
  const dropped = await post('/api/v1/enrollments', { courseId: other.id });
  await post(`/api/v1/enrollments/${String(dropped['id'])}/drop`, { reason: WHO.reason });
  // Answers that others are served from memory.
  await shop.test.api.get(`/api/v1/courses/${course.id}/reviews`);
  await shop.test.api.get(`/api/v1/certificates/${certificate}`);
}

async function buy(): Promise<void> {
  const [paid, unpaid] = [await shop.addCourse(), await shop.addCourse()];
  const billing = {
    phone: WHO.billingPhone,
    address: { line1: WHO.line1, city: WHO.city, country: 'BD', postalCode: '1205' },
  };
  const ids = [];
  for (const [index, course] of [paid, unpaid].entries()) {
    const { payment } = (await post(
      '/api/v1/payments/checkout',
      { courseId: course._id.toString(), method: 'cash', billing },
      { 'idempotency-key': `zq9-pay-${index}` },
    )) as { payment: { id: string } };
    ids.push(payment.id);
  }
  paymentId = ids[0]!;
  await shop.admin.post(`/api/v1/payments/${paymentId}/confirm`);
  await shop.becomes(paymentId, { status: 'completed' });
}

/** Others hold the name of who teaches them. */
async function beTaughtBy(): Promise<void> {
  const course = await createCourse(shop.test, { instructor: new Types.ObjectId(userId) }, [
    { completionCriteria: { type: 'manual' } },
  ]);
  const { api: learner } = await shop.addBuyer();
  const { body } = await learner.post<{ id: string }>('/api/v1/enrollments', { courseId: course.id });
  await learner.post(`/api/v1/enrollments/${body.id}/lessons/${course.lessons[0]}/complete`);
  await eventually(async () =>
    expect((await learner.post(`/api/v1/enrollments/${body.id}/certificate`)).text).toContain(
      WHO.displayName,
    ),
  );
  await shop.test.api.get('/api/v1/courses');
  const { app } = shop.test;
  await app.get(Transactions).run(() =>
    app.get(Outbox).publish(
      new CourseSubmitted({ courseId: course.id, instructorId: userId }),
      new UserRejected({
        userId,
        by: shop.adminId,
        reason: `${WHO.firstName} ${WHO.lastName}: ${WHO.reason}`,
      }),
    ),
  );
  await eventually(async () =>
    expect(await collection('notifications').countDocuments({ 'data.instructorId': userId })).toBeGreaterThan(
      0,
    ),
  );
}

/** A mail server that repeats addresses, and a job that carried one. */
async function leaveDeadLetters(): Promise<void> {
  const { app } = shop.test;
  catcher.failNext(550, 'recipient');
  await shop.test.api.post('/api/v1/auth/forgot-password', { email: WHO.email }, ORIGIN);
  await eventually(async () =>
    expect(await app.get(DeadLetters).list({ queue: MailQueue.name })).toHaveLength(1),
  );
  await app.get(Queues).add({ ...MailQueue, name: 'events' }, { payload: { messageId: `to ${WHO.email}` } });
  await eventually(async () =>
    expect((await app.get(DeadLetters).list({ queue: 'events' })).length).toBeGreaterThan(0),
  );
}

/** All words, in all the forms in which they could be stored. */
const TRACES = Object.entries(WHO).flatMap(([name, word]) =>
  formsOf(word).map((form) => [name, form] as const),
);

describe('what is left of somebody who did everything', () => {
  it('was everywhere before', async () => {
    const places = (await residuesIn(shop.test, TRACES)).map(({ place }) => place);
    const collections = new Set(places.map((place) => place.split('/')[0]));
    for (const name of [
      'users',
      'sessions',
      'payments',
      'notes',
      'bookmarks',
      'lesson_progress',
      'enrollments',
      'certificates',
      'oauth_accounts',
      'outbox',
      'notifications',
    ])
      expect([name, collections.has(name)]).toEqual([name, true]);
    expect(places.some((place) => place.startsWith('redis'))).toBe(true);
  });

  it('is nothing, in no collection and nowhere in Redis, and a receipt that only the key opens', async () => {
    expect((await askForErasure(api)).status).toBe(202);
    expect(await eraseDue(shop)).toMatchObject({ erased: 1, failed: 0 });
    expect(await residuesIn(shop.test, TRACES)).toEqual([]);
    expect(await sweep(shop)).toMatchObject({ swept: 1, failed: 0 });
    expect(await residuesIn(shop.test, TRACES)).toEqual([]);
    // Not even what only a key could open, but for the legal hold.
    const encrypted = await collection('users').countDocuments({ personal: { $exists: true } });
    expect(encrypted).toBe(0);
    for (const name of ['data_exports', 'data_export_chunks'])
      expect(await collection(name).countDocuments()).toBe(0);
    const held = await collection('payments')
      .find({ user: new Types.ObjectId(userId) })
      .sort({ _id: 1 })
      .toArray();
    expect(
      held.map(({ customer }) =>
        Object.entries(customer as object).flatMap(([key, value]) => (value ? [key] : [])),
      ),
    ).toEqual([
      ['name', 'email', 'address', 'heldName', 'heldSince'],
      ['name', 'email'],
    ]);
  });

  it('shows the law’s receipt to administrators, and the certificate without a name to everybody', async () => {
    const receipt = await shop.admin.get(`/api/v1/payments/${paymentId}/receipt`);
    expect([receipt.status, receipt.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    const { body } = await shop.test.api.get<{ holderName: string }>(`/api/v1/certificates/${certificate}`);
    expect(body.holderName).toBe('Name removed');
    expect((await shop.test.api.get(ME)).status).toBe(401);
  });

  it('loses the receipt’s name and address when the law does not want them any more', async () => {
    await shop.pass(3_654 * 24 * 60);
    expect((await shop.run('privacy.retention'))['legalHolds']).toBe(1);
    const { customer } = (await collection('payments').findOne({
      _id: new Types.ObjectId(paymentId),
    })) as unknown as {
      customer: object;
    };
    expect(customer).toEqual({ name: 'Erased', email: 'erased@erased.invalid', phone: null, address: null });
  });
});
