import { Types } from 'mongoose';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { CatchUp } from '../../src/modules/payments/application/catch-up.js';
import { GrantAccess } from '../../src/modules/payments/application/grant-access.js';
import { eventually } from '../support/eventually.js';
import { openShop, type PaymentAnswer, type Shop } from '../support/shop.js';

let shop: Shop;

describe('without the provider’s reports', () => {
  beforeAll(async () => {
    shop = await openShop();
    // What the provider reports gets lost.
    shop.providers.stripe.holdDelivery();
  });
  afterEach(() => shop.providers.stripe.setRefundMode('succeeded'));
  afterAll(() => shop.close());

  describe('a checkout whose time is over', () => {
    it('is given up, and the enrollment with it', async () => {
      const { payment } = await shop.begin();
      await shop.pass(59);
      expect(await shop.run('payments.release')).toMatchObject({ released: 0 });
      expect(await shop.payment(payment.id)).toMatchObject({ status: 'pending' });
      await shop.pass(2);
      expect(await shop.run('payments.release')).toMatchObject({ released: 1 });
      expect(await shop.payment(payment.id)).toMatchObject({ status: 'cancelled' });
      expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('cancelled');
      const { body } = await shop.admin.get(`/api/v1/enrollments/${payment.enrollmentId}`);
      expect(body).toMatchObject({ payment: { status: 'failed' } });
      expect(await shop.run('payments.release')).toMatchObject({ released: 0 });
    });

    it('counts all the same if it was paid in time', async () => {
      const { payment, session } = await shop.begin();
      shop.providers.stripe.pay(session);
      await shop.pass(61);
      expect(await shop.run('payments.release')).toMatchObject({ released: 0, paid: 1 });
      expect(await shop.payment(payment.id)).toMatchObject({ status: 'completed' });
      expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('active');
    });

    it('waits for a provider that does not answer', async () => {
      const { payment } = await shop.begin();
      await shop.pass(61);
      shop.providers.stripe.failNext(500, 3);
      expect(await shop.run('payments.release')).toMatchObject({ released: 0, postponed: 1 });
      expect(await shop.payment(payment.id)).toMatchObject({ status: 'pending' });
      await shop.pass(16);
      expect(await shop.run('payments.release')).toMatchObject({ released: 1 });
    });

    it('ends an enrollment whose payment failed and was not tried again', async () => {
      const { payment, session } = await shop.begin();
      shop.providers.stripe.payLater(session);
      shop.providers.stripe.settle(session, 'failed');
      await shop.test.api.get(`/api/v1/payments/return/stripe?payment=${payment.id}`);
      expect(await shop.payment(payment.id)).toMatchObject({ status: 'failed' });
      expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('pending');
      await shop.pass(61);
      await shop.run('payments.release');
      expect(await shop.payment(payment.id)).toMatchObject({ status: 'failed' });
      expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('cancelled');
    });

    it('is a week later for cash', async () => {
      const { payment } = await shop.begin('cash');
      await shop.pass(6 * 24 * 60);
      await shop.run('payments.release');
      expect(await shop.payment(payment.id)).toMatchObject({ status: 'pending' });
      await shop.pass(2 * 24 * 60);
      await shop.run('payments.release');
      expect(await shop.payment(payment.id)).toMatchObject({ status: 'cancelled' });
    });
  });

  describe('reconciling', () => {
    it('finds what was paid and not reported', async () => {
      const { payment, session } = await shop.begin();
      const silent = await shop.begin();
      shop.providers.stripe.pay(session);
      await shop.pass(6);
      expect(await shop.run('payments.reconcile')).toMatchObject({ lookedUp: 2, changed: 1 });
      expect(await shop.payment(payment.id)).toMatchObject({ status: 'completed' });
      expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('active');
      expect(await shop.payment(silent.payment.id)).toMatchObject({ status: 'pending' });
      expect(await shop.published('PaymentCompleted', payment.id)).toBe(1);
    });

    it('finds what was paid and gives no access, and repairs it', async () => {
      const { payment } = await shop.begin('cash');
      await shop.admin.post(`/api/v1/payments/${payment.id}/confirm`);
      await shop.database
        .collection('enrollments')
        .updateOne({ _id: new Types.ObjectId(payment.enrollmentId) }, { $set: { status: 'pending' } });
      expect(await shop.run('payments.reconcile')).toMatchObject({ repaired: 1 });
      expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('active');
      expect(await shop.run('payments.reconcile-all')).toMatchObject({ repaired: 0 });
    });

    it('leaves alone what somebody has ended', async () => {
      const { payment } = await shop.begin('cash');
      await shop.admin.post(`/api/v1/payments/${payment.id}/confirm`);
      await shop.database
        .collection('enrollments')
        .updateOne({ _id: new Types.ObjectId(payment.enrollmentId) }, { $set: { status: 'dropped' } });
      expect(await shop.run('payments.reconcile')).toMatchObject({ repaired: 0 });
      expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('dropped');
    });

    it('leaves alone what an administrator has ended', async () => {
      const { payment } = await shop.begin('cash');
      await shop.admin.post(`/api/v1/payments/${payment.id}/confirm`);
      const path = `/api/v1/enrollments/${payment.enrollmentId}/cancel`;
      expect((await shop.admin.post(path, { reason: 'Shares the account' })).status).toBe(200);
      expect(await shop.run('payments.reconcile')).toMatchObject({ repaired: 0, givenBack: 0 });
      expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('cancelled');
    });

    it('gives nobody the course twice for one payment', async () => {
      const { buyer, course, payment } = await shop.begin('cash');
      await shop.admin.post(`/api/v1/payments/${payment.id}/confirm`);
      await buyer.api.post(`/api/v1/enrollments/${payment.enrollmentId}/drop`);
      await shop.pass(1);
      const again = await buyer.api.post('/api/v1/enrollments', { courseId: course._id.toString() });
      expect(again).toMatchObject({ status: 201, body: { status: 'pending', payment: null } });
      for (const job of ['payments.reconcile', 'payments.reconcile-all'])
        expect(await shop.run(job)).toMatchObject({ repaired: 0, givenBack: 0 });
      expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('pending');
    });

    it('frees the seat of somebody who came back and does not pay again', async () => {
      const { buyer, course, payment } = await shop.begin('cash');
      await shop.admin.post(`/api/v1/payments/${payment.id}/confirm`);
      await buyer.api.post(`/api/v1/enrollments/${payment.enrollmentId}/drop`);
      shop.test.clock.advance(1000);
      await buyer.api.post('/api/v1/enrollments', { courseId: course._id.toString() });
      await shop.database
        .collection('enrollments')
        .updateOne(
          { _id: new Types.ObjectId(payment.enrollmentId) },
          { $set: { updatedAt: new Date(shop.test.clock.now().getTime() - 25 * 3_600_000) } },
        );
      expect(await shop.run('enrollments.end-overdue')).toMatchObject({ unpaid: 1 });
      expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('cancelled');
    });

    const payFor = async (method: string) => {
      const begun = await shop.begin(method);
      if (method === 'stripe') {
        shop.providers.stripe.pay(begun.session);
        await shop.test.api.get(`/api/v1/payments/return/stripe?payment=${begun.payment.id}`);
      } else await shop.admin.post(`/api/v1/payments/${begun.payment.id}/confirm`);
      shop.test.clock.advance(1000);
      return begun;
    };
    const setEnrollment = ({ enrollmentId }: PaymentAnswer, values: object) =>
      shop.database
        .collection('enrollments')
        .updateOne({ _id: new Types.ObjectId(enrollmentId) }, { $set: values });
    const GONE = { isDeleted: true, deletedAt: new Date(0) };

    it.each(['stripe', 'cash'])(
      'leaves alone what had brought its access before the course was deleted (%s)',
      async (method) => {
        const ends = [
          { status: 'expired' },
          { status: 'dropped' },
          { status: 'completed', expiresAt: new Date(0) },
        ];
        for (const end of ends) {
          const { course, payment } = await payFor(method);
          await setEnrollment(payment, end);
          expect((await shop.admin.send('DELETE', `/api/v1/courses/${course._id.toString()}`)).status).toBe(
            204,
          );
          const learners = { course: course._id, isDeleted: true };
          await eventually(async () =>
            expect(await shop.database.collection('enrollments').countDocuments(learners)).toBe(1),
          );
          for (const job of ['payments.reconcile', 'payments.reconcile-all'])
            expect(await shop.run(job)).toMatchObject({ repaired: 0, givenBack: 0, flagged: 0, failed: 0 });
          expect(await shop.payment(payment.id)).toMatchObject({
            status: 'completed',
            refundable: '99.99',
            flags: [],
          });
        }
      },
    );

    it('gives back what never brought any before the course was gone, or calls for a person for cash', async () => {
      const [card, cash, late] = [await payFor('stripe'), await payFor('cash'), await payFor('stripe')];
      for (const { course, payment } of [card, cash]) {
        await setEnrollment(payment, { status: 'pending', ...GONE });
        await shop.database.collection('courses').updateOne({ _id: course._id }, { $set: GONE });
      }
      await setEnrollment(late.payment, { status: 'pending' });
      const counts = { repaired: 1, givenBack: 1, flagged: 1, failed: 0 };
      expect(await shop.run('payments.reconcile')).toMatchObject(counts);
      expect(await shop.payment(card.payment.id)).toMatchObject({
        flags: ['late-money'],
        refundable: '0.00',
      });
      const flagged = { openFlags: ['late-money'], status: 'completed', refundable: '99.99' };
      expect(await shop.payment(cash.payment.id)).toMatchObject(flagged);
      expect(await shop.enrollmentStatus(late.payment.enrollmentId)).toBe('active');
      expect(await shop.run('payments.reconcile-all')).toMatchObject({
        repaired: 0,
        givenBack: 0,
        flagged: 0,
      });
    });

    it('goes on behind one that can not be repaired', async () => {
      const begun = [await payFor('cash'), await payFor('cash')];
      for (const { payment } of begun) await setEnrollment(payment, { status: 'pending' });
      vi.spyOn(shop.test.app.get(GrantAccess), 'execute').mockRejectedValueOnce(
        new Error('The database is gone'),
      );
      expect(await shop.run('payments.reconcile')).toMatchObject({ repaired: 1, failed: 1 });
      expect(await shop.run('payments.reconcile')).toMatchObject({ repaired: 1, failed: 0 });
      for (const { payment } of begun)
        expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('active');
    });

    it('asks what became of refunds', async () => {
      const { payment, session } = await shop.begin();
      shop.providers.stripe.pay(session);
      await shop.test.api.get(`/api/v1/payments/return/stripe?payment=${payment.id}`);
      shop.providers.stripe.setRefundMode('pending');
      await shop.admin.post(`/api/v1/payments/${payment.id}/refunds`, { reason: 'The learner asked.' });
      const refund = await eventually(() => {
        const made = [...shop.providers.stripe.refunds.values()].at(-1);
        expect(made?.metadata).toMatchObject({ paymentId: payment.id });
        return made!;
      });
      shop.providers.stripe.settleRefund(refund.id, 'succeeded');
      await shop.pass(3);
      expect(await shop.run('payments.refunds')).toMatchObject({ asked: 1 });
      expect(await shop.payment(payment.id)).toMatchObject({ status: 'refunded' });
      expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('refunded');
    });
  });

  describe('an enrollment that is cancelled', () => {
    it('takes its checkout with it', async () => {
      const { buyer, payment, session } = await shop.begin();
      const { status } = await buyer.api.post(`/api/v1/enrollments/${payment.enrollmentId}/cancel`);
      expect(status).toBeLessThan(300);
      await shop.becomes(payment.id, { status: 'cancelled' });
      await eventually(() =>
        expect(shop.providers.stripe.sessions.get(session)).toMatchObject({ status: 'expired' }),
      );
    });
  });
});

describe('an event that was lost with the queue', () => {
  it('is taken up again', async () => {
    const other = await openShop({});
    other.providers.stripe.holdDelivery();
    const { payment, session } = await other.begin();
    other.providers.stripe.pay(session);
    const { stripe } = other.providers;
    await stripe.deliver(stripe.events.findLast(({ type }) => type === 'checkout.session.completed')!);
    await other.database.collection('outbox').deleteMany({ type: 'PaymentEventReceived' });

    const catchUp = other.test.app.get(CatchUp);
    const signal = new AbortController().signal;
    expect(await catchUp.events(signal)).toEqual({ processed: 0, failed: 0 });
    await other.pass(3);
    expect(await catchUp.events(signal)).toEqual({ processed: 1, failed: 0 });
    expect(await other.payment(payment.id)).toMatchObject({ status: 'completed' });
    expect(await catchUp.events(signal)).toEqual({ processed: 0, failed: 0 });
    await other.close();
  });
});
