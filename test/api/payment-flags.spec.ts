import { Types } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Transactions } from '../../src/infra/mongo/index.js';
import { FlagPayment } from '../../src/modules/payments/application/flag-payment.js';
import type { PaymentFlag } from '../../src/modules/payments/domain/payment.js';
import { PaymentRepository } from '../../src/modules/payments/persistence/payment.repository.js';
import type { Answer } from '../support/api-client.js';
import { createUser, signIn } from '../support/people.js';
import { openShop, type Buyer, type PaymentAnswer, type Shop } from '../support/shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

/** As whoever finds that something is wrong does. */
const raise = async (paymentId: string, ...flags: PaymentFlag[]) => {
  const { app } = shop.test;
  const payment = (await app.get(PaymentRepository).findById(paymentId))!;
  for (const flag of flags)
    await app.get(Transactions).run(() => app.get(FlagPayment).execute(payment, flag));
};

async function flagged(...flags: PaymentFlag[]) {
  const { buyer, payment } = await shop.begin('cash');
  await raise(payment.id, ...flags);
  return { buyer, id: payment.id };
}

const resolve = (id: string, flag: string, body: object = { note: 'Paid back by bank transfer.' }) =>
  shop.admin.post<PaymentAnswer & { code: string }>(`/api/v1/payments/${id}/flags/${flag}/resolve`, body);

const listed = async ({ userId }: Buyer, isFlagged: boolean): Promise<string[]> => {
  const { body } = await shop.admin.get<{ data: PaymentAnswer[] }>(
    `/api/v1/payments?userId=${userId}&flagged=${isFlagged}`,
  );
  return body.data.map(({ id }) => id);
};

const logOf = async (id: string): Promise<string[]> => {
  const { body } = await shop.admin.get<{ data: { type: string }[] }>(`/api/v1/payments/${id}/events`);
  return body.data.map(({ type }) => type).filter((type) => type === 'flag-resolved');
};

const refusal = ({ status, body }: Answer<{ code: string }>) => [status, body.code];

describe('a flag on a payment', () => {
  it('is taken off by an administrator who says what was done, and what happened is kept', async () => {
    const { buyer, id } = await flagged('refund-failed');
    expect(await listed(buyer, true)).toEqual([id]);
    const { status, body } = await resolve(id, 'refund-failed');
    const resolution = {
      flag: 'refund-failed',
      note: 'Paid back by bank transfer.',
      by: shop.adminId,
      at: shop.test.clock.now().toISOString(),
    };
    expect([status, body]).toMatchObject([
      200,
      { flags: ['refund-failed'], openFlags: [], flagResolutions: [resolution] },
    ]);
    expect(await shop.payment(id)).toMatchObject({ openFlags: [], flagResolutions: [resolution] });
    expect(await listed(buyer, true)).toEqual([]);
    expect(await listed(buyer, false)).toEqual([id]);
    expect(await logOf(id)).toHaveLength(1);
    const audited = {
      action: 'payment.flag-resolved',
      'target.id': id,
      'actor.id': new Types.ObjectId(shop.adminId),
    };
    expect(await shop.database.collection('audit_logs').countDocuments(audited)).toBe(1);
  });

  it('leaves the others where they are', async () => {
    const { buyer, id } = await flagged('refund-failed', 'foreign-refund');
    expect((await resolve(id, 'foreign-refund')).body).toMatchObject({
      flags: ['refund-failed', 'foreign-refund'],
      openFlags: ['refund-failed'],
    });
    expect(await listed(buyer, true)).toEqual([id]);
  });

  it('is resolved once, however many do it at once, and stays as it was resolved', async () => {
    const { id } = await flagged('late-money');
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => resolve(id, 'late-money', { note: `By number ${index}.` })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers[0]!.body.flagResolutions).toHaveLength(1);
    expect(await logOf(id)).toHaveLength(1);
  });

  it('calls again when it happens again', async () => {
    const { buyer, id } = await flagged('refund-failed');
    await raise(id, 'refund-failed');
    expect(await shop.published('PaymentFlagged', id)).toBe(1);
    await resolve(id, 'refund-failed', { note: 'The first time.' });
    await raise(id, 'refund-failed');
    expect(await shop.published('PaymentFlagged', id)).toBe(2);
    expect(await listed(buyer, true)).toEqual([id]);
    const { body } = await resolve(id, 'refund-failed', { note: 'The second time.' });
    expect(body.flags).toEqual(['refund-failed']);
    expect(body.flagResolutions.map(({ note }) => note)).toEqual(['The first time.', 'The second time.']);
  });

  it('is one that the payment has', async () => {
    const { id } = await flagged('late-money');
    for (const flag of ['refund-failed', 'nonsense', '$ne'])
      expect(refusal(await resolve(id, flag))).toEqual([404, 'flag-not-found']);
    expect(refusal(await resolve('f'.repeat(24), 'late-money'))).toEqual([404, 'payment-not-found']);
    expect((await resolve(id, 'late-money', {})).status).toBe(400);
    expect((await resolve(id, 'late-money', { note: ' ' })).status).toBe(400);
    expect(await shop.payment(id)).toMatchObject({ openFlags: ['late-money'] });
  });

  it('is resolved by nobody but administrators', async () => {
    const { buyer, id } = await flagged('late-money');
    const moderator = await signIn(shop.test, await createUser(shop.test, { role: 'moderator' }));
    for (const client of [buyer.api, moderator])
      expect(
        (await client.post(`/api/v1/payments/${id}/flags/late-money/resolve`, { note: 'Mine.' })).status,
      ).toBe(403);
  });
});
