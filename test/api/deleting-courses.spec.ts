import type { DeepPartial } from 'fishery';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Permission } from '../../src/common/access/index.js';
import { Transactions } from '../../src/infra/mongo/index.js';
import { DeleteCourse } from '../../src/modules/courses/application/authoring/delete-course.js';
import { Courses } from '../../src/modules/courses/index.js';
import type { CourseDocument } from '../../src/modules/courses/persistence/course.schema.js';
import { Admission } from '../../src/modules/enrollments/application/admission.js';
import { Enroll } from '../../src/modules/enrollments/application/enroll.js';
import { StartCheckout } from '../../src/modules/payments/application/start-checkout.js';
import { eventually } from '../support/eventually.js';
import { createUser, signIn } from '../support/people.js';
import { openShop, type Buyer, type Shop } from '../support/shop.js';

const FREE = { amount: 0, currency: 'USD' } as const;

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const remove = ({ _id }: CourseDocument, by = shop.admin) =>
  by.send<{ code: string }>('DELETE', `/api/v1/courses/${_id.toString()}`);
const isDeleted = async ({ _id }: CourseDocument): Promise<boolean> =>
  (await shop.database.collection('courses').findOne({ _id }))!['isDeleted'] as boolean;
/** Those that are still there although their course may not be. */
const present = ({ _id }: CourseDocument) =>
  shop.database.collection('enrollments').countDocuments({ course: _id, isDeleted: false });
/** All who ever got into it. */
const everIn = ({ _id }: CourseDocument) =>
  shop.database.collection('enrollments').countDocuments({ course: _id });
const buyers = (count: number) => Promise.all(Array.from({ length: count }, () => shop.addBuyer()));
const pairs = <T>(count: number, make: () => Promise<T>) => Promise.all(Array.from({ length: count }, make));

async function paid() {
  const begun = await shop.begin();
  shop.providers.stripe.pay(begun.session);
  await shop.becomes(begun.payment.id, { status: 'completed' });
  return begun;
}

const REFUSED = { status: 409, body: { code: 'course-paid-for' } };

describe('a course that somebody has paid for', () => {
  it('is deleted by nobody, neither its instructor nor an administrator, and goes on', async () => {
    const instructor = await createUser(shop.test, { role: 'instructor', approval: { status: 'approved' } });
    const course = await shop.addCourse({ instructor: instructor._id });
    const buyer = await shop.addBuyer();
    const { body } = await shop.checkout(buyer, course);
    shop.providers.stripe.pay((await shop.payment(body.payment.id)).provider['sessionId']!);
    await shop.becomes(body.payment.id, { status: 'completed' });

    const teacher = await signIn(shop.test, instructor);
    for (const client of [teacher, shop.admin]) expect(await remove(course, client)).toMatchObject(REFUSED);
    expect((await teacher.post(`/api/v1/courses/${course._id.toString()}/archive`)).status).toBe(200);
    expect(await remove(course, teacher)).toMatchObject(REFUSED);
    expect(await isDeleted(course)).toBe(false);
    expect(await shop.enrollmentStatus(body.payment.enrollmentId)).toBe('active');
    const published = { type: 'CourseDeleted', 'payload.courseId': course._id.toString() };
    expect(await shop.database.collection('outbox').countDocuments(published)).toBe(0);
  });

  it('can be deleted when the money went back, and not for a part of it', async () => {
    const { course, payment } = await paid();
    const refund = (body: object) =>
      shop.admin.post(`/api/v1/payments/${payment.id}/refunds`, { reason: 'The course ends.', ...body });
    await refund({ amount: '9.99' });
    await shop.becomes(payment.id, { status: 'partially_refunded' });
    expect(await remove(course)).toMatchObject(REFUSED);
    await refund({});
    await shop.becomes(payment.id, { status: 'refunded' });
    expect((await remove(course)).status).toBe(204);
  });

  it('is kept for whoever has completed it or makes a pause, and not for whoever has left', async () => {
    for (const [status, expected] of [
      ['completed', 409],
      ['paused', 409],
      ['dropped', 204],
    ] as const) {
      const { course } = await paid();
      await shop.database.collection('enrollments').updateOne({ course: course._id }, { $set: { status } });
      expect((await remove(course)).status, status).toBe(expected);
    }
  });

  it('can be deleted when the access that was paid for has ended', async () => {
    const { course } = await paid();
    const access = (expiresAt: Date) =>
      shop.database.collection('enrollments').updateOne({ course: course._id }, { $set: { expiresAt } });
    const now = shop.test.clock.now();
    await access(new Date(now.getTime() + 1));
    expect(await remove(course)).toMatchObject(REFUSED);
    await access(now);
    expect((await remove(course)).status).toBe(204);
  });

  it.each(['stripe', 'sslcommerz', 'cash'])('is kept while somebody pays (%s)', async (method) => {
    const { buyer, course, payment } = await shop.begin(method);
    expect(await remove(course)).toMatchObject(REFUSED);
    await buyer.api.post(`/api/v1/enrollments/${payment.enrollmentId}/cancel`, {});
    await shop.becomes(payment.id, { status: 'cancelled' });
    expect((await remove(course)).status).toBe(204);
  });
});

describe('money that comes when its course is gone', () => {
  it('goes back by itself, and somebody is told', async () => {
    const { course, payment } = await shop.begin('sslcommerz');
    await shop.pass(61);
    await shop.run('payments.release');
    await shop.becomes(payment.id, { status: 'cancelled' });
    expect((await remove(course)).status).toBe(204);
    await eventually(async () => expect(await present(course)).toBe(0));

    shop.providers.sslcommerz.pay(payment.id);
    await shop.becomes(payment.id, { status: 'completed', flags: ['late-money'], refundable: '0.00' });
    await eventually(async () => {
      await shop.pass(3);
      await shop.run('payments.refunds');
      expect(await shop.payment(payment.id)).toMatchObject({ status: 'refunded', refundedAmount: '99.99' });
    });
    expect(await shop.published('PaymentFlagged', payment.id)).toBe(1);
  });

  it('or goes while it comes, buys the course or goes back, never neither', async () => {
    const begun = await pairs(8, () => shop.begin('sslcommerz'));
    await shop.pass(61);
    await shop.run('payments.release');
    const raced = await Promise.all(
      begun.map(async ({ course, payment }) => {
        const { fields, returnUrl } = shop.providers.sslcommerz.pay(payment.id);
        const { pathname, search } = new URL(returnUrl);
        const form = {
          body: new URLSearchParams(fields).toString(),
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        };
        const [deletion] = await Promise.all([
          remove(course),
          shop.test.api.send('POST', pathname + search, form),
        ]);
        return { course, payment, deletion };
      }),
    );
    for (const { course, payment, deletion } of raced) {
      const { flags } = await shop.becomes(payment.id, { status: 'completed' });
      expect(await isDeleted(course)).toBe(deletion.status === 204);
      expect(flags).toEqual(deletion.status === 204 ? ['late-money'] : []);
      const status = await shop.enrollmentStatus(payment.enrollmentId);
      expect([deletion.status, status]).toBeOneOf([
        [204, 'cancelled'],
        [409, 'active'],
      ]);
    }
  });
});

describe('a course that is deleted', () => {
  const enroll = ({ api }: Buyer, { _id }: CourseDocument) =>
    api.post<{ code: string; id: string }>('/api/v1/enrollments', { courseId: _id.toString() });
  const applicant = ({ userId }: Buyer, { _id }: CourseDocument) => ({
    userId,
    emailVerified: true,
    courseId: _id.toString(),
  });

  /** Begins something, which sees the course as it is, and deletes the course before it goes on. */
  async function overtaken<T>(course: CourseDocument, work: () => Promise<T>): Promise<T> {
    const seen: unknown[] = [];
    let deletion: { status: number } | undefined;
    const done = shop.test.app.get(Transactions).run(async () => {
      seen.push(await shop.test.app.get(Courses).find(course._id.toString()));
      deletion ??= await remove(course);
      return work();
    });
    await Promise.allSettled([done]);
    expect([seen[0], deletion]).toMatchObject([{ status: 'published' }, { status: 204 }]);
    return done;
  }

  const COURSES = [
    ['without limits', {}, 0],
    ['with seats', { capacity: 2 }, 0],
    ['that is full', { capacity: 1 }, 1],
  ] as const;

  async function addCourse(values: DeepPartial<CourseDocument>, learners: number) {
    const course = await shop.addCourse({ price: FREE, ...values });
    for (const buyer of await buyers(learners)) expect((await enroll(buyer, course)).status).toBe(201);
    return course;
  }

  it.each(COURSES)('takes nobody who asked before (%s)', async (_, values, learners) => {
    const [course, buyer] = [await addCourse(values, learners), await shop.addBuyer()];
    const admission = shop.test.app.get(Admission);
    const check = admission.check.bind(admission);
    vi.spyOn(admission, 'check').mockImplementationOnce(async (who) => {
      const admitted = await check(who);
      expect((await remove(course)).status).toBe(204);
      return admitted;
    });
    const { status, body } = await enroll(buyer, course);
    expect([status, body.code]).toEqual([404, 'course-not-found']);
    expect(await everIn(course)).toBe(learners);
  });

  it.each(COURSES)('takes nobody who comes at that moment (%s)', async (_, values, learners) => {
    const [course, buyer] = [await addCourse(values, learners), await shop.addBuyer()];
    const work = () => shop.test.app.get(Enroll).execute(applicant(buyer, course));
    await expect(overtaken(course, work)).rejects.toThrow('course-not-found');
    expect(await everIn(course)).toBe(learners);
  });

  it('takes nobody who is let in at that moment, or comes back', async () => {
    const [course, buyer, other] = [await shop.addCourse({ price: FREE }), ...(await buyers(2))];
    const { id } = (await enroll(other!, course)).body;
    await other!.api.post(`/api/v1/enrollments/${id}/drop`, {});
    const service = shop.test.app.get(Enroll);
    const { userId, courseId } = applicant(buyer!, course);
    const work = async () => {
      await service.execute(applicant(other!, course));
      await service.grant({ userId, courseId, accessLevel: 'full', by: shop.adminId });
    };
    await expect(overtaken(course, work)).rejects.toThrow('course-not-found');
    expect(await everIn(course)).toBe(1);
    expect(await shop.enrollmentStatus(id)).toBe('dropped');
  });

  it('has nobody at its checkout who had enrolled before', async () => {
    const [course, buyer] = await Promise.all([shop.addCourse(), shop.addBuyer()]);
    expect((await enroll(buyer, course)).status).toBe(201);
    const { courseId, ...who } = applicant(buyer, course);
    const from = {
      userAgent: null,
      ipAddress: null,
      source: 'api',
      campaignId: null,
      affiliateId: null,
    } as const;
    const work = () =>
      shop.test.app.get(StartCheckout).execute({ buyer: who, courseId, method: 'cash', metadata: from });
    await expect(overtaken(course, work)).rejects.toThrow('course-not-found');
  });

  it('is held by who begins to pay after enrolling, and not by who takes that up again', async () => {
    const [course, buyer] = [await shop.addCourse(), await shop.addBuyer()];
    const version = async () =>
      (await shop.database.collection('courses').findOne({ _id: course._id }))!['graphVersion'] as number;
    await enroll(buyer, course);
    const enrolled = await version();
    expect((await shop.checkout(buyer, course)).status).toBe(201);
    expect(await version()).toBe(enrolled + 1);
    for (const method of ['stripe', 'cash']) await shop.checkout(buyer, course, method);
    expect(await version()).toBe(enrolled + 1);
  });

  it('is not deleted when somebody has paid at that moment', async () => {
    const { course, payment } = await shop.begin('sslcommerz');
    await shop.pass(61);
    await shop.run('payments.release');
    const admin = { userId: shop.adminId, permissions: new Set([Permission.ManageCatalogue]) } as never;
    let attempts = 0;
    const deletion = shop.test.app.get(Transactions).run(async () => {
      await shop.test.app.get(Courses).find(course._id.toString());
      if (attempts++ === 0) {
        shop.providers.sslcommerz.pay(payment.id);
        await shop.becomes(payment.id, { status: 'completed' });
      }
      await shop.test.app.get(DeleteCourse).execute(admin, course._id.toString());
    });
    await expect(deletion).rejects.toThrow('course-paid-for');
    expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('active');
  });

  it('or bought, whatever comes first, is one of both', async () => {
    const raced = await pairs(8, async () => {
      const [buyer, course] = await Promise.all([shop.addBuyer(), shop.addCourse()]);
      const [deletion, checkout] = await Promise.all([remove(course), shop.checkout(buyer, course, 'cash')]);
      return { course, answers: [deletion.status, checkout.status] };
    });
    for (const { course, answers } of raced) {
      expect(answers).toBeOneOf([
        [409, 201],
        [204, 404],
      ]);
      expect(await isDeleted(course)).toBe(answers[0] === 204);
    }
  });
});
