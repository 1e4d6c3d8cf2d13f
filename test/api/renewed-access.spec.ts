import { Types } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { courseNow, createCourse, FREE, type TaughtCourse } from '../support/learning.js';
import { createUser, signIn } from '../support/people.js';
import { openShop, type Shop } from '../support/shop.js';
import { MANUAL } from '../support/study.js';

const PRICE = { amount: 4900, currency: 'USD' } as const;
const ACCESS_DAYS = 30;
const DAY_MINUTES = 24 * 60;

interface Enrollment {
  id: string;
  code: string;
  detail: string;
  status: string;
  completedAt: string;
  expiresAt: string;
  accessLevel: string;
  progress: { percentage: number };
  certificate: { code: string };
}

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

/** Somebody who has completed a course of which they hold the certificate, and what they had then. */
interface Graduate {
  readonly userId: string;
  readonly course: TaughtCourse;
  readonly id: string;
  readonly before: Enrollment;
  /** Signed in anew: tokens are short-lived. */
  api(): Promise<ApiClient>;
}

/** @param lapsed whether the access has ended since */
async function graduate(price: typeof PRICE | typeof FREE, { lapsed = true } = {}): Promise<Graduate> {
  const user = await createUser(shop.test);
  const userId = user._id.toString();
  const course = await createCourse(shop.test, { price, accessDays: ACCESS_DAYS, capacity: 1 }, [MANUAL]);
  const api = await signIn(shop.test, user);
  const enroll = () => api.post<Enrollment>('/api/v1/enrollments', { courseId: course.id });
  const id = price === FREE ? (await enroll()).body.id : (await buy({ userId, api }, course)).enrollmentId;
  const path = `/api/v1/enrollments/${id}`;
  expect((await api.post(`${path}/lessons/${course.lessons[0]}/complete`)).status).toBe(200);
  expect((await api.post(`${path}/certificate`)).status).toBeOneOf([200, 201]);
  const before = (await api.get<Enrollment>(path)).body;
  if (lapsed) await shop.pass((ACCESS_DAYS + 1) * DAY_MINUTES);
  return { userId, course, id, before, api: () => signIn(shop.test, user) };
}

const checkout = (buyer: { userId: string; api: ApiClient }, { course }: TaughtCourse) =>
  shop.checkout(buyer, course);

async function buy(buyer: { userId: string; api: ApiClient }, course: TaughtCourse) {
  const { status, body, text } = await checkout(buyer, course);
  if (status !== 201) throw new Error(text);
  shop.providers.stripe.pay((await shop.payment(body.payment.id)).provider['sessionId']!);
  return shop.becomes(body.payment.id, { status: 'completed' });
}

const now = async ({ api, id }: Graduate) =>
  (await (await api()).get<Enrollment>(`/api/v1/enrollments/${id}`)).body;
const study = async ({ api, id, course }: Graduate) => {
  const path = `/api/v1/enrollments/${id}/lessons/${course.lessons[0]}/progress`;
  return (await (await api()).post(path, { positionSeconds: 1 })).status;
};
const expectAllKept = async (graduated: Graduate) => {
  const { status, completedAt, progress, certificate } = await now(graduated);
  const { before } = graduated;
  expect({ status, completedAt, progress: progress.percentage, certificate }).toEqual({
    status: 'completed',
    completedAt: before.completedAt,
    progress: 100,
    certificate: before.certificate,
  });
  const { body } = await shop.test.api.get(`/api/v1/certificates/${before.certificate.code}`);
  expect(body).toMatchObject({ state: 'valid', completedAt: before.completedAt });
  const completions = { type: 'EnrollmentCompleted', 'payload.enrollmentId': graduated.id };
  expect(await shop.database.collection('outbox').countDocuments(completions)).toBe(1);
};
const renewedEnd = () =>
  new Date(shop.test.clock.now().getTime() + ACCESS_DAYS * DAY_MINUTES * 60_000).toISOString();

describe('who has completed a course and whose access has ended', () => {
  it('buys it again, and has what they had until the new end', async () => {
    const graduated = await graduate(PRICE);
    expect(await study(graduated)).toBe(409);
    // Nobody who has finished needs a seat, whoever has it by now.
    const next = await createUser(shop.test);
    await buy({ userId: next._id.toString(), api: await signIn(shop.test, next) }, graduated.course);

    const payment = await buy({ ...graduated, api: await graduated.api() }, graduated.course);
    expect(payment.enrollmentId).toBe(graduated.id);
    await expectAllKept(graduated);
    expect(await now(graduated)).toMatchObject({
      expiresAt: renewedEnd(),
      accessLevel: 'full',
      payment: { paymentId: payment.id, status: 'completed' },
    });
    expect(await study(graduated)).toBe(200);
    expect(await courseNow(shop.test, graduated.course)).toMatchObject({ enrollmentCount: 2, seatsTaken: 1 });

    await shop.pass((ACCESS_DAYS + 1) * DAY_MINUTES);
    expect(await study(graduated)).toBe(409);
    await expectAllKept(graduated);
  });

  it('is told that the course is open again', async () => {
    const graduated = await graduate(FREE);
    const told = { type: 'enrolled', userId: new Types.ObjectId(graduated.userId) };
    const inbox = () => shop.database.collection('notifications').countDocuments(told);
    await eventually(async () => expect(await inbox()).toBe(1));
    const api = await graduated.api();
    await api.post('/api/v1/enrollments', { courseId: graduated.course.id });
    await eventually(async () => expect(await inbox()).toBe(2));
  });

  it('enrolls again in a free course, once however often', async () => {
    const graduated = await graduate(FREE);
    const api = await graduated.api();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        api.post<Enrollment>('/api/v1/enrollments', { courseId: graduated.course.id }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409, 409, 409]);
    expect(answers.find(({ status }) => status === 201)!.body).toMatchObject({
      id: graduated.id,
      status: 'completed',
      expiresAt: renewedEnd(),
    });
    await expectAllKept(graduated);
    expect(await study(graduated)).toBe(200);
  });

  it('is let in again by an administrator, whose gift no refund of the first payment takes', async () => {
    const graduated = await graduate(PRICE);
    const { userId, course, before } = graduated;
    const grant = await shop.admin.post<Enrollment>('/api/v1/enrollments', { userId, courseId: course.id });
    expect([grant.status, grant.body.expiresAt]).toEqual([201, renewedEnd()]);
    const { paymentId } = (before as unknown as { payment: { paymentId: string } }).payment;
    await shop.admin.post(`/api/v1/payments/${paymentId}/refunds`, { reason: 'As a favour.' });
    await shop.becomes(paymentId, { status: 'refunded' });
    await expectAllKept(graduated);
    expect(await study(graduated)).toBe(200);
  });

  it('loses nothing by a checkout that comes to nothing, and can begin another', async () => {
    const graduated = await graduate(PRICE);
    const buyer = { ...graduated, api: await graduated.api() };
    const { body } = await checkout(buyer, graduated.course);
    await expectAllKept(graduated);
    await shop.pass(61);
    await shop.run('payments.release');
    await shop.becomes(body.payment.id, { status: 'cancelled' });
    await expectAllKept(graduated);
    expect(await study(graduated)).toBe(409);
    await buy({ ...graduated, api: await graduated.api() }, graduated.course);
    expect(await study(graduated)).toBe(200);
  });

  it('gives the new access back for its money, and keeps what was earned before', async () => {
    const graduated = await graduate(PRICE);
    const payment = await buy({ ...graduated, api: await graduated.api() }, graduated.course);
    await shop.admin.post(`/api/v1/payments/${payment.id}/refunds`, { reason: 'A mistake.' });
    await shop.becomes(payment.id, { status: 'refunded' });
    await expectAllKept(graduated);
    expect(await study(graduated)).toBe(409);
    await buy({ ...graduated, api: await graduated.api() }, graduated.course);
    expect(await study(graduated)).toBe(200);
  });

  it('has the new access ended once, however many parts of its money end it', async () => {
    const graduated = await graduate(PRICE);
    const payment = await buy({ ...graduated, api: await graduated.api() }, graduated.course);
    const part = { amount: '9.99', reason: 'A mistake.', endAccess: true };
    const ends = { type: 'EnrollmentEnded', 'payload.enrollmentId': graduated.id };
    let expiresAt: string | undefined;
    for (const refundedAmount of ['9.99', '19.98']) {
      await shop.admin.post(`/api/v1/payments/${payment.id}/refunds`, part);
      await shop.becomes(payment.id, { refundedAmount });
      const { expiresAt: end } = await now(graduated);
      expect(end).toBe((expiresAt ??= end));
      await shop.pass(1);
    }
    expect(await study(graduated)).toBe(409);
    expect(await shop.database.collection('outbox').countDocuments(ends)).toBe(1);
    await expectAllKept(graduated);
  });

  it('keeps the end of a new access that was over before its money went back', async () => {
    const graduated = await graduate(PRICE);
    const payment = await buy({ ...graduated, api: await graduated.api() }, graduated.course);
    const { expiresAt } = await now(graduated);
    await shop.pass((ACCESS_DAYS + 1) * DAY_MINUTES);
    await shop.admin.post(`/api/v1/payments/${payment.id}/refunds`, { reason: 'As a favour.' });
    await shop.becomes(payment.id, { status: 'refunded' });
    expect(await now(graduated)).toMatchObject({ expiresAt, payment: { status: 'refunded' } });
    await expectAllKept(graduated);
  });

  it('is told where to pay instead of enrolling', async () => {
    const graduated = await graduate(PRICE);
    const api = await graduated.api();
    const { status, body } = await api.post<Enrollment>('/api/v1/enrollments', {
      courseId: graduated.course.id,
    });
    expect([status, body.code]).toEqual([409, 'already-enrolled']);
    expect(body.detail).toContain('POST /api/v1/payments/checkout');
  });
});

describe('who has completed a course and still has access', () => {
  it.each([
    ['paid', PRICE],
    ['free', FREE],
  ])('buys and enrolls no second time (%s)', async (_, price) => {
    const graduated = await graduate(price, { lapsed: false });
    const api = await graduated.api();
    const again =
      price === FREE
        ? await api.post('/api/v1/enrollments', { courseId: graduated.course.id })
        : await checkout({ ...graduated, api }, graduated.course);
    expect(again).toMatchObject({ status: 409, body: { code: 'already-enrolled' } });
    expect(await now(graduated)).toMatchObject({ expiresAt: graduated.before.expiresAt });
  });
});
