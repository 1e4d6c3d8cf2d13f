import { Types } from 'mongoose';
import { expect } from 'vitest';
import { Transactions } from '../../src/infra/mongo/index.js';
import { Outbox } from '../../src/infra/outbox/index.js';
import { DeadLetters, Queues } from '../../src/infra/queue/index.js';
import { CourseSubmitted } from '../../src/modules/courses/index.js';
import { MailQueue } from '../../src/modules/notifications/application/mail.queues.js';
import { FlagPayment } from '../../src/modules/payments/application/flag-payment.js';
import { PaymentRepository } from '../../src/modules/payments/persistence/payment.repository.js';
import { UserRejected } from '../../src/modules/users/index.js';
import type { MailCatcher } from '../../tools/standins/mail-catcher/index.js';
import { ApiClient } from './api-client.js';
import { eventually } from './eventually.js';
import { WHO } from './known-by.js';
import { createCourse, type TaughtCourse } from './learning.js';
import { change } from './own-account.js';
import { askForExport, made } from './privacy.js';
import { writeReview } from './reviews.js';
import type { Shop } from './shop.js';
import { MANUAL } from './study.js';

export const HOME = { 'x-forwarded-for': WHO.ip, 'user-agent': WHO.userAgent };
export const AWAY = { 'x-forwarded-for': WHO.otherIp, 'user-agent': WHO.otherUserAgent };
export const STRANGER = { 'x-forwarded-for': WHO.strangerIp, 'user-agent': WHO.otherUserAgent };

const NAMED = `${WHO.firstName} ${WHO.lastName}: ${WHO.reason}`;

/** Somebody whose requests all come from home, and must succeed. */
export class Somebody {
  /** A paid receipt, which the law wants to be kept. */
  readonly receipts: string[] = [];
  certificate = '';

  constructor(
    readonly shop: Shop,
    readonly catcher: MailCatcher,
    readonly userId: string,
    readonly api: ApiClient,
  ) {}

  /** Does everything that leaves something behind, but for signing in. */
  async live(): Promise<void> {
    await this.describeThemselves();
    await this.learn();
    await this.buy();
    await this.teach();
    await this.leaveDeadLetters();
    const { body } = await askForExport(this.api);
    const { downloadUrl } = await made(this.api, body.id);
    expect((await this.api.bytes(downloadUrl!)).status).toBe(200);
  }

  async send(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
    const answer = await this.api.send(method, path, { body, headers: { ...HOME, ...headers } });
    succeeded(path, answer);
    return answer.body;
  }

  post(path: string, body?: object, headers: Record<string, string> = {}) {
    return this.send('POST', path, body, headers);
  }

  private async describeThemselves(): Promise<void> {
    const { displayName, bio, location, website, avatar, github, phone, birth, street, city } = WHO;
    succeeded(
      'profile',
      await change(this.api, {
        profile: { displayName, bio, location, website, avatar, socialLinks: { github } },
        personal: { phone, dateOfBirth: birth, address: { street, city } },
      }),
    );
  }

  private async learn(): Promise<void> {
    const { test } = this.shop;
    const course = await createCourse(test, {}, [MANUAL]);
    const { id } = await this.post(
      '/api/v1/enrollments',
      { courseId: course.id },
      { 'idempotency-key': 'zq9-key' },
    );
    await this.study(course, `/api/v1/enrollments/${String(id)}`);
    const review = await this.post(`/api/v1/courses/${course.id}/reviews`, {
      rating: 5,
      text: 'Stays, without the name',
    });
    await this.shop.admin.post(`/api/v1/reviews/${String(review['id'])}/hide`, { reason: NAMED });
    await this.send('PUT', `/api/v1/courses/${course.id}/favorite`);
    await this.findHelpful(course);
    this.certificate = await eventually(async () => {
      const { code } = await this.post(`/api/v1/enrollments/${String(id)}/certificate`);
      return String(code);
    });
    await this.dropAnother();
    // Answers that others are served from memory, and views.
    await test.api.get(`/api/v1/courses/${course.id}/reviews`);
    await test.api.get(`/api/v1/certificates/${this.certificate}`);
    await this.send('GET', `/api/v1/courses/${course.id}`);
  }

  private async study({ lessons }: TaughtCourse, enrollment: string): Promise<void> {
    const [lessonId] = lessons;
    const lesson = `${enrollment}/lessons/${lessonId}`;
    await this.post(`${lesson}/progress`, {
      positionSeconds: 5,
      device: 'tablet',
      interactions: ['zq9interaction'],
    });
    await this.post(`${enrollment}/notes`, { lessonId, content: WHO.note });
    await this.post(`${enrollment}/bookmarks`, { lessonId, positionSeconds: 3, label: WHO.bookmark });
    await this.post(`${lesson}/complete`);
    await this.send('PUT', `${lesson}/feedback`, {
      rating: 5,
      difficultyRating: 3,
      comment: WHO.comment,
    });
  }

  private async findHelpful(course: TaughtCourse): Promise<void> {
    const { api } = await this.shop.addBuyer();
    const { body } = await api.post<{ id: string }>('/api/v1/enrollments', { courseId: course.id });
    await api.post(`/api/v1/enrollments/${body.id}/lessons/${course.lessons[0]}/complete`);
    const review = await writeReview(api, course.course, { rating: 4, text: 'By somebody else' });
    await this.post(`/api/v1/reviews/${review.body.id}/helpful`);
  }

  private async dropAnother(): Promise<void> {
    const other = await createCourse(this.shop.test, {}, [{}]);
    const dropped = await this.post('/api/v1/enrollments', { courseId: other.id });
    await this.post(`/api/v1/enrollments/${String(dropped['id'])}/drop`, { reason: WHO.reason });
  }

  /** By every provider, paid and not; given back, and flagged. */
  private async buy(): Promise<void> {
    const { shop } = this;
    await this.pay('cash', (id) => shop.admin.post(`/api/v1/payments/${id}/confirm`));
    await this.pay('stripe', async (id) =>
      shop.providers.stripe.pay((await shop.payment(id)).provider['sessionId']!),
    );
    await this.pay('sslcommerz', async (id) => shop.providers.sslcommerz.pay(id));
    for (const method of ['cash', 'stripe', 'sslcommerz']) await this.checkOut(method);
    const [cash = '', stripe = ''] = this.receipts;
    await this.send('GET', `/api/v1/payments/${stripe}/receipt`);
    succeeded(
      'refund',
      await shop.admin.post(`/api/v1/payments/${stripe}/refunds`, { reason: NAMED, amount: '1.00' }),
    );
    await shop.becomes(stripe, { refundedAmount: '1.00' });
    await this.flag(cash);
  }

  private async pay(method: string, confirm: (paymentId: string) => Promise<unknown>): Promise<void> {
    const id = await this.checkOut(method);
    await confirm(id);
    await this.shop.becomes(id, { status: 'completed' });
    this.receipts.push(id);
  }

  private async checkOut(method: string): Promise<string> {
    const course = await this.shop.addCourse();
    const billing = {
      phone: WHO.billingPhone,
      address: { line1: WHO.line1, city: WHO.city, country: 'BD', postalCode: '1205' },
    };
    const { payment } = await this.post(
      '/api/v1/payments/checkout',
      { courseId: course._id.toString(), method, billing },
      { 'idempotency-key': `zq9-pay-${course._id.toString()}` },
    );
    return (payment as { id: string }).id;
  }

  private async flag(paymentId: string): Promise<void> {
    const { app } = this.shop.test;
    const payment = (await app.get(PaymentRepository).findById(paymentId))!;
    await app.get(Transactions).run(() => app.get(FlagPayment).execute(payment, 'refund-failed'));
    succeeded(
      'flag',
      await this.shop.admin.post(`/api/v1/payments/${paymentId}/flags/refund-failed/resolve`, {
        note: NAMED,
      }),
    );
  }

  /** Others hold the name of who teaches them, and say it when they judge. */
  private async teach(): Promise<void> {
    const { shop } = this;
    const instructor = new Types.ObjectId(this.userId);
    const course = await createCourse(shop.test, { instructor }, [MANUAL]);
    const { api: learner } = await shop.addBuyer();
    const { body } = await learner.post<{ id: string }>('/api/v1/enrollments', { courseId: course.id });
    await learner.post(`/api/v1/enrollments/${body.id}/lessons/${course.lessons[0]}/complete`);
    await eventually(async () =>
      expect((await learner.post(`/api/v1/enrollments/${body.id}/certificate`)).text).toContain(
        WHO.displayName,
      ),
    );
    await shop.test.api.get('/api/v1/courses');
    const judged = await createCourse(shop.test, { instructor, status: 'under-review' }, [{}]);
    succeeded('reject', await shop.admin.post(`/api/v1/courses/${judged.id}/reject`, { reason: NAMED }));
    await this.publish(
      new CourseSubmitted({ courseId: course.id, instructorId: this.userId }),
      new UserRejected({ userId: this.userId, by: shop.adminId, reason: NAMED }),
    );
    await eventually(async () =>
      expect(
        await shop.database.collection('notifications').countDocuments({ 'data.instructorId': this.userId }),
      ).toBeGreaterThan(0),
    );
  }

  private publish(...events: Parameters<Outbox['publish']>): Promise<void> {
    const { app } = this.shop.test;
    return app.get(Transactions).run(() => app.get(Outbox).publish(...events));
  }

  /** An event that nobody has handed over when the account is erased, because its relay died with it. */
  async leaveUndelivered(until: Date): Promise<void> {
    await this.shop.database.collection('outbox').insertOne({
      type: UserRejected.type,
      payload: { userId: this.userId, by: this.shop.adminId, reason: NAMED },
      occurredAt: this.shop.test.clock.now(),
      pending: true,
      claim: 'a relay that died',
      claimedUntil: until,
    });
  }

  /** A mail server that repeats addresses, now and then, and a job that carried one. */
  private async leaveDeadLetters(): Promise<void> {
    const { test } = this.shop;
    const letters = test.app.get(DeadLetters);
    this.catcher.failNext(550, 'recipient');
    await test.api.post('/api/v1/auth/forgot-password', { email: WHO.email }, HOME);
    await eventually(async () => expect(await letters.list({ queue: MailQueue.name })).toHaveLength(1));
    await leaveDeadLetter(this.shop, WHO.email);
  }
}

/** A job that failed and carries a word. */
export async function leaveDeadLetter({ test }: Shop, word: string): Promise<void> {
  await test.app.get(Queues).add({ ...MailQueue, name: 'events' }, { payload: { messageId: `to ${word}` } });
  await eventually(async () =>
    expect(JSON.stringify(await test.app.get(DeadLetters).list({ queue: 'events' }))).toContain(`to ${word}`),
  );
}

export function succeeded(what: string, { status, text }: { status: number; text: string }): void {
  expect([what, status, text]).toEqual([what, expect.toSatisfy((it: number) => it < 400), text]);
}
