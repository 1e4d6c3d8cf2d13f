import { randomUUID } from 'node:crypto';
import { mongo } from 'mongoose';
import PdfDocument from 'pdfkit';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Receipts } from '../../src/modules/payments/index.js';
import { openShop, type Buyer, type CheckoutAnswer, type Shop } from '../support/shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const BILLING = {
  phone: '+880 1711 000000',
  address: {
    line1: 'House 12, Road 5',
    line2: 'Dhanmondi',
    city: 'Dhaka',
    state: 'Dhaka Division',
    country: 'BD',
    postalCode: '1205',
  },
};

const buy = (buyer: Buyer, courseId: unknown, billing?: unknown, method = 'sslcommerz') =>
  buyer.api.post<CheckoutAnswer & { errors?: { pointer: string }[] }>(
    '/api/v1/payments/checkout',
    { courseId: String(courseId), method, billing },
    { 'idempotency-key': randomUUID() },
  );

async function begin(billing?: unknown) {
  const [buyer, course] = await Promise.all([shop.addBuyer(), shop.addCourse()]);
  const { status, body } = await buy(buyer, course._id, billing);
  expect(status).toBe(201);
  return { buyer, course, id: body.payment.id };
}

const read = async (buyer: Buyer, id: string) =>
  (await buyer.api.get<{ billing: unknown }>(`/api/v1/payments/${id}`)).body;

/** What SSLCommerz was last told of the buyer of a payment. */
const toldTo = (id: string) =>
  [...shop.providers.sslcommerz.sessions.values()].findLast(({ tran_id }) => tran_id === id)!.customer;

describe('who a payment is billed to', () => {
  it('is shown to the buyer and the administration, where one payment is shown', async () => {
    const { buyer, id } = await begin(BILLING);
    expect(await read(buyer, id)).toMatchObject({ billing: BILLING });
    expect((await shop.admin.get(`/api/v1/payments/${id}`)).body).toMatchObject({ billing: BILLING });
    expect(await shop.payment(id)).not.toHaveProperty('billing');
  });

  it('is told to a provider that asks for it, in its words', async () => {
    const { id } = await begin(BILLING);
    expect(toldTo(id)).toMatchObject({
      cus_phone: '+8801711000000',
      cus_add1: 'House 12, Road 5',
      cus_add2: 'Dhanmondi',
      cus_city: 'Dhaka',
      cus_state: 'Dhaka Division',
      cus_postcode: '1205',
      cus_country: 'Bangladesh',
    });
  });

  it('needn’t be given, not all of it either', async () => {
    const without = await begin();
    expect(await read(without.buyer, without.id)).toMatchObject({ billing: null });
    expect(toldTo(without.id)).toMatchObject({ cus_phone: 'N/A', cus_add1: 'N/A', cus_country: 'N/A' });

    const { line1, city, country, postalCode } = BILLING.address;
    const some = await begin({ address: { line1, city, country, postalCode } });
    expect(await read(some.buyer, some.id)).toMatchObject({
      billing: { phone: null, address: { line1, line2: null, city, state: null, country, postalCode } },
    });
    expect(toldTo(some.id)).toMatchObject({ cus_phone: 'N/A', cus_add1: line1 });
  });

  it('stands nowhere in the database but encrypted', async () => {
    const { id } = await begin(BILLING);
    const names = (await shop.database.listCollections()).map(({ name }) => name);
    expect(names).toContain('idempotency_keys');
    const where: string[] = [];
    for (const name of names)
      for await (const document of shop.database.collection(name).find()) {
        const bytes = Buffer.from(mongo.BSON.serialize(document));
        if ([BILLING.phone, BILLING.address.line1].some((secret) => bytes.includes(secret))) where.push(name);
      }
    expect(where).toEqual([]);
    expect(shop.test.log.filter((line) => line.includes(BILLING.address.line1))).toEqual([]);
    expect(await shop.payment(id)).toMatchObject({ status: 'pending' });
  });

  it('can be corrected as long as the payment is open, and stays unless it is given again', async () => {
    const { buyer, course, id } = await begin(BILLING);
    const moved = { ...BILLING, address: { ...BILLING.address, line1: 'House 7' } };
    expect((await buy(buyer, course._id, moved)).body.payment.id).toBe(id);
    expect(await read(buyer, id)).toMatchObject({ billing: moved });
    expect((await buy(buyer, course._id)).body.payment.id).toBe(id);
    expect(await read(buyer, id)).toMatchObject({ billing: moved });
  });

  it('is on the receipt', async () => {
    const { id } = await begin(BILLING);
    shop.providers.sslcommerz.pay(id);
    await shop.becomes(id, { status: 'completed' });
    const text = vi.spyOn(PdfDocument.prototype, 'text');
    await shop.test.app.get(Receipts).pdfOf(id);
    const written = text.mock.calls.map(([run]) => run).join('');
    text.mockRestore();
    const { line1, line2, state } = BILLING.address;
    for (const line of [BILLING.phone, line1, line2, '1205 Dhaka', state, 'Bangladesh'])
      expect(written).toContain(line);
  });

  it.each([
    ['/billing', null],
    ['/billing/address', { phone: BILLING.phone }],
    ['/billing/address', { address: [] }],
    ['/billing/phone', { ...BILLING, phone: 'call me' }],
    ['/billing/address/country', { address: { ...BILLING.address, country: 'Bangladesh' } }],
    ['/billing/address/country', { address: { ...BILLING.address, country: 'bd' } }],
    ['/billing/address/country', { address: { ...BILLING.address, country: 'XX' } }],
    ['/billing/address/city', { address: { ...BILLING.address, city: ' ' } }],
    ['/billing/address/zip', { address: { ...BILLING.address, zip: '1205' } }],
  ])('is checked: %s of %j', async (pointer, billing) => {
    const [buyer, course] = await Promise.all([shop.addBuyer(), shop.addCourse()]);
    const { status, body } = await buy(buyer, course._id, billing);
    expect([status, body.errors?.map((error) => error.pointer)]).toEqual([400, [pointer]]);
  });
});
