import { getConnectionToken } from '@nestjs/mongoose';
import { Types, type Connection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Transactions } from '../../src/infra/mongo/index.js';
import { IssueCertificate } from '../../src/modules/enrollments/application/issue-certificate.js';
import { Enrollments, type PaymentSnapshot } from '../../src/modules/enrollments/index.js';
import { EnrollmentRepository } from '../../src/modules/enrollments/persistence/enrollment.repository.js';
import type { ApiClient } from '../support/api-client.js';
import { courseNow, createCourse, enroll, type TaughtCourse } from '../support/learning.js';
import { createUser, signIn } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const PRICE = { amount: 4900, currency: 'USD' } as const;
const MANUAL = { completionCriteria: { type: 'manual' } } as const;

let test: TestApp;
let enrollments: Enrollments;
beforeAll(async () => {
  test = await startTestApp();
  enrollments = test.app.get(Enrollments);
});
afterAll(() => test.close());

interface Buyer {
  readonly api: ApiClient;
  readonly userId: string;
}
const newBuyer = async (): Promise<Buyer> => {
  const user = await createUser(test);
  return { api: await signIn(test, user), userId: user._id.toString() };
};
const paymentOf = (values: Partial<PaymentSnapshot> = {}): PaymentSnapshot => ({
  paymentId: new Types.ObjectId().toString(),
  amount: PRICE,
  method: 'stripe',
  status: 'completed',
  transactionId: 'pi_1',
  paidAt: test.clock.now(),
  refundedAt: null,
  refundAmount: 0,
  ...values,
});

/** As payments do: in a transaction of theirs. */
const inTransaction = <T>(work: () => Promise<T>) => test.app.get(Transactions).run(work);
const open = ({ userId }: Buyer, { id }: TaughtCourse) =>
  inTransaction(() => enrollments.openForPayment({ userId, emailVerified: true, courseId: id }));
const begin = (enrollmentId: string, payment: PaymentSnapshot) =>
  enrollments.setCurrentPayment({ enrollmentId, payment: { ...payment, status: 'processing' } });
const activate = (enrollmentId: string, payment: PaymentSnapshot) =>
  inTransaction(() => enrollments.activatePaid({ enrollmentId, payment }));
const read = async ({ api }: Buyer, id: string) => (await api.get(`/api/v1/enrollments/${id}`)).body;

/** Somebody who has begun to pay for a course. */
async function checkout(course?: TaughtCourse) {
  const buyer = await newBuyer();
  const bought = course ?? (await createCourse(test, { price: PRICE }, [MANUAL]));
  const { enrollmentId: id } = await open(buyer, bought);
  const payment = paymentOf();
  await begin(id, payment);
  return { buyer, course: bought, id, payment };
}

describe('a checkout', () => {
  it('opens one enrollment, however many begin at once', async () => {
    const buyer = await newBuyer();
    const course = await createCourse(test, { price: PRICE });
    const opened = await Promise.all(Array.from({ length: 20 }, () => open(buyer, course)));
    expect(new Set(opened.map(({ enrollmentId }) => enrollmentId)).size).toBe(1);
    expect(await courseNow(test, course)).toMatchObject({ enrollmentCount: 0, seatsTaken: 1 });
  });

  it('takes up what was enrolled before, and what had ended', async () => {
    const buyer = await newBuyer();
    const course = await createCourse(test, { price: PRICE });
    const id = await enroll(buyer.api, course);
    expect((await open(buyer, course)).enrollmentId).toBe(id);
    await buyer.api.post(`/api/v1/enrollments/${id}/cancel`, {});
    expect((await open(buyer, course)).enrollmentId).toBe(id);
    expect((await read(buyer, id))['status']).toBe('pending');
  });

  it('is refused for free courses, full ones, and those one has', async () => {
    const buyer = await newBuyer();
    await expect(open(buyer, await createCourse(test))).rejects.toThrow('course-free');
    const full = await createCourse(test, { price: PRICE, capacity: 1 });
    await enroll((await newBuyer()).api, full);
    await expect(open(buyer, full)).rejects.toThrow('course-full');
    const { buyer: owner, course, id, payment } = await checkout();
    await activate(id, payment);
    await expect(open(owner, course)).rejects.toThrow('already-enrolled');
  });

  it('that nobody pays ends, unless another payment has taken its place', async () => {
    const { buyer, course, id, payment } = await checkout();
    const later = paymentOf();
    await begin(id, later);
    const cancel = (paymentId: string) =>
      inTransaction(() => enrollments.cancelUnpaid({ enrollmentId: id, paymentId }));
    expect(await cancel(payment.paymentId)).toBe(false);
    expect(await cancel(later.paymentId)).toBe(true);
    expect(await cancel(later.paymentId)).toBe(false);
    expect(await read(buyer, id)).toMatchObject({ status: 'cancelled' });
    expect(await courseNow(test, course)).toMatchObject({ seatsTaken: 0 });
  });
});

describe('a payment', () => {
  it('gives access once, however often it is told', async () => {
    const { buyer, course, id, payment } = await checkout();
    const told = await Promise.all(Array.from({ length: 20 }, () => activate(id, payment)));
    expect(told.toSorted()).toEqual(['activated', ...Array<string>(19).fill('already-active')]);
    expect(await read(buyer, id)).toMatchObject({
      status: 'active',
      payment: { paymentId: payment.paymentId, amount: '49.00', currency: 'USD', status: 'completed' },
    });
    expect(await courseNow(test, course)).toMatchObject({ enrollmentCount: 1, seatsTaken: 1 });
    const told2 = { type: 'EnrollmentActivated', 'payload.enrollmentId': id };
    const outbox = test.app.get<Connection>(getConnectionToken()).collection('outbox');
    expect(await outbox.countDocuments(told2)).toBe(1);
  });

  it('that comes late still gives access, if there is a seat', async () => {
    const { buyer, course, id, payment } = await checkout(
      await createCourse(test, { price: PRICE, capacity: 1 }),
    );
    const cancel = () => enrollments.cancelUnpaid({ enrollmentId: id, paymentId: payment.paymentId });
    await inTransaction(cancel);
    expect(await activate(id, payment)).toBe('activated');
    expect((await read(buyer, id))['status']).toBe('active');

    const other = await checkout(await createCourse(test, { price: PRICE, capacity: 1 }));
    await inTransaction(() =>
      enrollments.cancelUnpaid({ enrollmentId: other.id, paymentId: other.payment.paymentId }),
    );
    await enroll((await newBuyer()).api, other.course);
    expect(await activate(other.id, other.payment)).toBe('refused');
    expect((await read(other.buyer, other.id))['status']).toBe('cancelled');
    expect(await courseNow(test, course)).toMatchObject({ seatsTaken: 1 });
  });

  it('that comes late gives all of the course, whatever was granted in between', async () => {
    const { buyer, course, id, payment } = await checkout();
    await inTransaction(() => enrollments.cancelUnpaid({ enrollmentId: id, paymentId: payment.paymentId }));
    const admin = await signIn(test, await createUser(test, { role: 'admin' }));
    const grant = { courseId: course.id, userId: buyer.userId, accessLevel: 'preview' };
    expect((await admin.post('/api/v1/enrollments', grant)).status).toBe(201);
    await admin.post(`/api/v1/enrollments/${id}/cancel`, {});
    expect(await activate(id, payment)).toBe('activated');
    expect(await read(buyer, id)).toMatchObject({ status: 'active', accessLevel: 'full' });
  });

  it('is refused where access came otherwise, or can’t be given any more', async () => {
    const { id, payment } = await checkout();
    await activate(id, payment);
    expect(await activate(id, paymentOf())).toBe('refused');
    const gone = await checkout();
    await test.app
      .get<Connection>(getConnectionToken())
      .collection('courses')
      .updateOne({ _id: gone.course.course._id }, { $set: { isDeleted: true } });
    expect(await activate(gone.id, gone.payment)).toBe('refused');
  });

  it('renews no access to a course that is deleted at that moment', async () => {
    const { course, id, payment } = await checkout();
    const lapsed = { status: 'completed', completedAt: new Date(0), expiresAt: new Date(1) };
    const failed = { 'payment.status': 'failed' };
    await test.app
      .get<Connection>(getConnectionToken())
      .collection('enrollments')
      .updateOne({ _id: new Types.ObjectId(id) }, { $set: { ...lapsed, ...failed } });
    const admin = await signIn(test, await createUser(test, { role: 'admin' }));
    const seen: unknown[] = [];
    let deletion: { status: number } | undefined;
    const outcome = await inTransaction(async () => {
      seen.push((await enrollments.find(id))?.status);
      deletion ??= await admin.send('DELETE', `/api/v1/courses/${course.id}`);
      return enrollments.activatePaid({ enrollmentId: id, payment });
    });
    expect([seen[0], deletion?.status, outcome]).toEqual(['completed', 204, 'refused']);
  });

  it.each([
    ['processing', 'pending'],
    ['cancelled', 'failed'],
    ['partially_refunded', 'completed'],
    ['refunded', 'refunded'],
  ] as const)(
    'that is %s shows as %s, and one that isn’t the current one doesn’t show',
    async (status, view) => {
      const { buyer, id, payment } = await checkout();
      await enrollments.projectPayment({ enrollmentId: id, payment: { ...payment, status } });
      await enrollments.projectPayment({ enrollmentId: id, payment: paymentOf({ status: 'failed' }) });
      expect(await read(buyer, id)).toMatchObject({
        payment: { paymentId: payment.paymentId, status: view },
      });
    },
  );
});

describe('a full refund', () => {
  it('ends access, and the certificate with it', async () => {
    const { buyer, course, id, payment } = await checkout();
    await activate(id, payment);
    await buyer.api.post(`/api/v1/enrollments/${id}/lessons/${course.lessons[0]}/complete`);
    const path = `/api/v1/enrollments/${id}/certificate`;
    const { code } = (await buyer.api.post<{ code: string }>(path)).body;
    const refund = (paymentId: string) =>
      inTransaction(() => enrollments.endRefunded({ enrollmentId: id, paymentId }));
    await refund(paymentOf().paymentId);
    expect((await read(buyer, id))['status']).toBe('completed');
    await refund(payment.paymentId);
    await refund(payment.paymentId);
    expect((await read(buyer, id))['status']).toBe('refunded');
    expect(await courseNow(test, course)).toMatchObject({ enrollmentCount: 0, seatsTaken: 0 });
    expect((await test.api.get(`/api/v1/certificates/${code}`)).body['state']).toBe('revoked');
    expect((await buyer.api.post(path)).status).toBe(409);
  });

  it('leaves access alone that came otherwise since', async () => {
    const { buyer, course, id, payment } = await checkout();
    await activate(id, payment);
    await buyer.api.post(`/api/v1/enrollments/${id}/drop`, {});
    const admin = await signIn(test, await createUser(test, { role: 'admin' }));
    await admin.post('/api/v1/enrollments', { courseId: course.id, userId: buyer.userId });
    await inTransaction(() => enrollments.endRefunded({ enrollmentId: id, paymentId: payment.paymentId }));
    expect(await read(buyer, id)).toMatchObject({ status: 'active', payment: null });
  });

  it('that comes while the certificate is being issued leaves none that counts', async () => {
    const { buyer, course, id, payment } = await checkout();
    await activate(id, payment);
    await buyer.api.post(`/api/v1/enrollments/${id}/lessons/${course.lessons[0]}/complete`);
    // What whoever issues it read a moment before.
    const completed = (await test.app.get(EnrollmentRepository).findById(id))!;
    await inTransaction(() => enrollments.endRefunded({ enrollmentId: id, paymentId: payment.paymentId }));
    await expect(test.app.get(IssueCertificate).execute(completed)).rejects.toThrow('course-not-completed');
    expect((await buyer.api.get(`/api/v1/enrollments/${id}/certificate`)).status).toBe(404);
  });

  it('is not undone by the payment that was refunded', async () => {
    const { buyer, id, payment } = await checkout();
    await activate(id, payment);
    await inTransaction(() => enrollments.endRefunded({ enrollmentId: id, paymentId: payment.paymentId }));
    const refunded = { ...payment, status: 'refunded' as const };
    await enrollments.projectPayment({ enrollmentId: id, payment: refunded });
    expect(await activate(id, payment)).toBe('refused');
    expect((await read(buyer, id))['status']).toBe('refunded');
  });

  it('and a new payment give the same certificate back, once the course is completed again', async () => {
    const { buyer, course, id, payment } = await checkout();
    const complete = () => buyer.api.post(`/api/v1/enrollments/${id}/lessons/${course.lessons[0]}/complete`);
    const certify = () =>
      buyer.api.post<{ code: string; state: string }>(`/api/v1/enrollments/${id}/certificate`);
    await activate(id, payment);
    await complete();
    const first = await certify();
    await inTransaction(() => enrollments.endRefunded({ enrollmentId: id, paymentId: payment.paymentId }));
    const again = paymentOf();
    await open(buyer, course);
    await begin(id, again);
    await activate(id, again);
    test.clock.advance(1000);
    await complete();
    const second = await certify();
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toMatchObject({ code: first.body.code, state: 'valid' });
  });
});
