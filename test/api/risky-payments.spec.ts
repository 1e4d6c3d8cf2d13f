import { Types } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Transitions } from '../../src/modules/enrollments/application/transitions.js';
import { EnrollmentRepository } from '../../src/modules/enrollments/persistence/enrollment.repository.js';
import { AskProvider } from '../../src/modules/payments/application/ask-provider.js';
import { Fulfil } from '../../src/modules/payments/application/fulfil.js';
import { PaymentRepository } from '../../src/modules/payments/persistence/payment.repository.js';
import { eventually } from '../support/eventually.js';
import { askForErasure, eraseDue } from '../support/privacy.js';
import { openShop, type Buyer, type PaymentAnswer, type Shop } from '../support/shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

/** A payment that SSLCommerz took and warns of. */
async function held() {
  const begun = await shop.begin('sslcommerz');
  shop.providers.sslcommerz.pay(begun.payment.id, { risk: 'Stolen card suspected' });
  await shop.becomes(begun.payment.id, { status: 'completed', openFlags: ['high-risk'] });
  return begun;
}

/** Has what the provider says of a payment judged again, as it would be if its report came again in other words. */
async function reportAgain(id: string, times: number) {
  const payment = (await shop.test.app.get(PaymentRepository).findById(id))!;
  const judgement = vi.spyOn(shop.test.app.get(Fulfil), 'execute');
  const ask = () => shop.test.app.get(AskProvider).execute(payment);
  await Promise.all(Array.from({ length: times }, ask));
  const proofs = judgement.mock.calls.filter(([judged]) => judged === id).map(([, proof]) => proof);
  judgement.mockRestore();
  expect(proofs).toHaveLength(times);
  for (const proof of proofs) expect(proof).toMatchObject({ outcome: 'paid', risk: expect.any(String) });
}

const accept = (id: string, note = 'The buyer sent an identity card.') =>
  shop.admin.post<PaymentAnswer>(`/api/v1/payments/${id}/flags/high-risk/resolve`, { note });
const refuse = (id: string) =>
  shop.admin.post<PaymentAnswer>(`/api/v1/payments/${id}/refunds`, { reason: 'The card was stolen.' });
const refundsDone = (id: string, expected: Partial<PaymentAnswer>) =>
  eventually(async () => {
    await shop.pass(3);
    await shop.run('payments.refunds');
    expect(await shop.payment(id)).toMatchObject(expected);
  });
/** Asks for a refund that the bank doesn't carry out. */
async function refundFails(id: string, wish: { amount?: string; endAccess?: boolean }) {
  const { sslcommerz } = shop.providers;
  sslcommerz.setRefundMode('processing');
  const { body } = await shop.admin.post<PaymentAnswer>(`/api/v1/payments/${id}/refunds`, {
    reason: 'Nobody answers.',
    ...wish,
  });
  expect([body.refunds.at(-1), body.openFlags]).toEqual([
    expect.objectContaining({ status: 'pending' }),
    body.openFlags.filter((flag) => flag !== 'high-risk'),
  ]);
  const begun = await eventually(() => {
    const found = [...sslcommerz.refunds].find(([, { status }]) => status === 'processing');
    if (!found) throw new Error('No refund was begun.');
    return found[0];
  });
  sslcommerz.setRefundMode('refunded');
  sslcommerz.settleRefund(begun, 'cancelled');
  await eventually(async () => {
    await shop.pass(3);
    await shop.run('payments.refunds');
    expect((await shop.payment(id)).refunds.at(-1)).toMatchObject({ status: 'failed' });
  });
}
const activations = (enrollmentId: string) =>
  shop.database
    .collection('outbox')
    .countDocuments({ type: 'EnrollmentActivated', 'payload.enrollmentId': enrollmentId });
const read = async ({ api }: Buyer, id: string) => (await api.get(`/api/v1/enrollments/${id}`)).body;

describe('a payment that its provider calls risky', () => {
  it('opens nothing, and calls for a person with the reason', async () => {
    const { buyer, course, payment } = await held();
    expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('pending');
    expect(await activations(payment.enrollmentId)).toBe(0);
    expect(await shop.published('PaymentFlagged', payment.id)).toBe(1);
    expect(await shop.payment(payment.id)).toMatchObject({ risk: 'Stolen card suspected (risk_level 1)' });
    const { body } = await shop.admin.get<{ data: { type: string }[] }>(
      `/api/v1/payments/${payment.id}/events`,
    );
    expect(body.data.filter(({ type }) => type === 'held')).toHaveLength(1);
    // Who has paid isn't to pay again.
    expect(await read(buyer, payment.enrollmentId)).toMatchObject({
      status: 'pending',
      checkout: null,
      payment: { status: 'completed' },
    });
    expect(await shop.checkout(buyer, course)).toMatchObject({
      status: 409,
      body: { code: 'payment-processing' },
    });
    expect((await shop.admin.send('DELETE', `/api/v1/courses/${course._id.toString()}`)).status).toBe(409);
  });

  it('stays held, whatever is reported again and whatever jobs repair', async () => {
    const { payment } = await held();
    await reportAgain(payment.id, 4);
    await shop.pass(6);
    for (const job of ['payments.reconcile', 'payments.release', 'payments.reconcile-all'])
      await shop.run(job);
    await shop.pass(25 * 60);
    await shop.run('enrollments.end-overdue');
    expect(await shop.payment(payment.id)).toMatchObject({ status: 'completed', openFlags: ['high-risk'] });
    expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('pending');
  });

  it('is accepted by an administrator, and fulfilled once however many do so', async () => {
    const { buyer, payment } = await held();
    const answers = await Promise.all(Array.from({ length: 6 }, () => accept(payment.id)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await shop.payment(payment.id)).toMatchObject({
      status: 'completed',
      flags: ['high-risk'],
      openFlags: [],
      flagResolutions: [{ flag: 'high-risk', by: shop.adminId }],
    });
    expect(await read(buyer, payment.enrollmentId)).toMatchObject({
      status: 'active',
      payment: { paymentId: payment.id, status: 'completed' },
    });
    await reportAgain(payment.id, 2);
    expect(await activations(payment.enrollmentId)).toBe(1);
    expect((await shop.payment(payment.id)).openFlags).toEqual([]);
  });

  it('is refused by a refund, which opens nothing and frees the place', async () => {
    const { payment } = await held();
    const { status, body } = await refuse(payment.id);
    expect([status, body]).toMatchObject([
      202,
      {
        openFlags: [],
        flagResolutions: [{ flag: 'high-risk', note: 'Refunded: The card was stolen.', by: shop.adminId }],
      },
    ]);
    await accept(payment.id);
    await shop.run('payments.reconcile');
    expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('pending');
    await refundsDone(payment.id, { status: 'refunded', refundedAmount: '99.99' });
    expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('cancelled');
    expect(await activations(payment.enrollmentId)).toBe(0);
  });

  it('is either, when one administrator accepts and another refuses it', async () => {
    for (const { payment } of await Promise.all(Array.from({ length: 3 }, held))) {
      await Promise.all([accept(payment.id), refuse(payment.id)]);
      await refundsDone(payment.id, { status: 'refunded', openFlags: [] });
      const end = (await activations(payment.enrollmentId)) === 1 ? 'refunded' : 'cancelled';
      expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe(end);
    }
  });

  it('that is accepted when the course can’t be given any more goes back', async () => {
    const { course, payment } = await held();
    await shop.database
      .collection('courses')
      .updateOne({ _id: course._id }, { $set: { isDeleted: true, deletedAt: new Date() } });
    expect((await accept(payment.id)).status).toBe(200);
    await refundsDone(payment.id, { status: 'refunded', flags: ['high-risk', 'late-money'] });
  });

  it('keeps its place, which nobody takes away as if it weren’t paid for', async () => {
    const { buyer, payment } = await held();
    for (const { api } of [buyer, { api: shop.admin }]) {
      const { status, body } = await api.post(`/api/v1/enrollments/${payment.enrollmentId}/cancel`, {});
      expect([status, body['code']]).toEqual([409, 'enrollment-state']);
      expect(body['detail']).toContain('being checked');
    }
    expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('pending');
    expect(await shop.payment(payment.id)).toMatchObject({ status: 'completed', openFlags: ['high-risk'] });
    await accept(payment.id);
    expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('active');
  });

  it.each(['cancelled', 'checkout-timed-out'] as const)(
    'that comes in the moment in which its place ends keeps it (%s)',
    async (trigger) => {
      const { payment } = await shop.begin('sslcommerz');
      const unpaid = await shop.test.app.get(EnrollmentRepository).findById(payment.enrollmentId);
      shop.providers.sslcommerz.pay(payment.id, { risk: 'High' });
      await shop.becomes(payment.id, { status: 'completed' });
      await expect(shop.test.app.get(Transitions).apply(unpaid!, trigger)).rejects.toThrow('conflict');
      expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('pending');
    },
  );

  it('is refused by a part that ends access, too', async () => {
    const { payment } = await held();
    const part = { amount: '9.99', reason: 'Nobody answers.', endAccess: true };
    const { body } = await shop.admin.post<PaymentAnswer>(`/api/v1/payments/${payment.id}/refunds`, part);
    expect(body).toMatchObject({ openFlags: [], flagResolutions: [{ flag: 'high-risk' }] });
    await refundsDone(payment.id, { status: 'partially_refunded', refundedAmount: '9.99' });
    await accept(payment.id);
    expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('cancelled');
    expect(await activations(payment.enrollmentId)).toBe(0);
  });

  it('is to be decided again when the refund fails that was to refuse it', async () => {
    const { payment } = await held();
    const decidable = { status: 'completed', openFlags: ['refund-failed', 'high-risk'] };
    for (const wish of [{}, { amount: '9.99', endAccess: true }]) {
      await refundFails(payment.id, wish);
      expect(await shop.payment(payment.id)).toMatchObject(decidable);
    }
    expect(await shop.published('PaymentFlagged', payment.id)).toBe(4);
    expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('pending');
    await accept(payment.id);
    expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('active');
    // What was accepted isn't held, whatever becomes of its refunds.
    await refundFails(payment.id, {});
    expect((await shop.payment(payment.id)).openFlags).toEqual(['refund-failed']);
  });

  it('goes back when its buyer is erased, and opens nothing for an account that is gone', async () => {
    const [{ buyer, payment }, other] = [await held(), await held()];
    await askForErasure(buyer.api);
    await eraseDue(shop);
    await accept(payment.id);
    expect(await shop.enrollmentStatus(payment.enrollmentId)).toBeOneOf(['pending', 'cancelled']);
    await refundsDone(payment.id, { status: 'refunded', refundedAmount: '99.99' });
    expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('cancelled');
    expect(await activations(payment.enrollmentId)).toBe(0);

    await shop.database
      .collection('users')
      .updateOne({ _id: new Types.ObjectId(other.buyer.userId) }, { $set: { isDeleted: true } });
    expect((await accept(other.payment.id)).status).toBe(200);
    await refundsDone(other.payment.id, { status: 'refunded', flags: ['high-risk', 'late-money'] });
    expect(await activations(other.payment.enrollmentId)).toBe(0);
  });

  it('opens anew what was completed only when it is accepted, and undoes nothing when it is refused', async () => {
    for (const [decide, expected] of [
      [accept, true],
      [refuse, false],
    ] as const) {
      const { buyer, course, payment } = await shop.begin('sslcommerz');
      const enrollment = { _id: new Types.ObjectId(payment.enrollmentId) };
      shop.providers.sslcommerz.pay(payment.id);
      await shop.becomes(payment.id, { status: 'completed' });
      const at = new Date(shop.test.clock.now().getTime() + 1);
      await shop.database
        .collection('enrollments')
        .updateOne(enrollment, { $set: { status: 'completed', completedAt: at, expiresAt: at } });
      shop.test.clock.advance(1000);
      const { body } = await shop.checkout(buyer, course, 'sslcommerz');
      shop.providers.sslcommerz.pay(body.payment.id, { risk: 'High' });
      await shop.becomes(body.payment.id, { status: 'completed', openFlags: ['high-risk'] });
      expect(await shop.checkout(buyer, course)).toMatchObject({ status: 409 });
      const deletion = () => shop.admin.send('DELETE', `/api/v1/courses/${course._id.toString()}`);
      expect((await deletion()).status).toBe(409);
      const expiresAt = async () =>
        (await shop.database.collection('enrollments').findOne(enrollment))!['expiresAt'] as Date | null;
      expect(await expiresAt()).toEqual(at);
      await decide(body.payment.id);
      if (!expected) await refundsDone(body.payment.id, { status: 'refunded' });
      expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('completed');
      expect(await expiresAt()).toEqual(expected ? null : at);
      expect((await deletion()).status).toBe(expected ? 409 : 204);
    }
  });
});
