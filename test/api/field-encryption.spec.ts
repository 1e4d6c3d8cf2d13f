import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FieldCipher, KeyRotation } from '../../src/infra/crypto/index.js';
import { Metrics } from '../../src/infra/metrics/index.js';
import { BILLING } from '../contract/payments.js';
import { eventually } from '../support/eventually.js';
import { change, ME } from '../support/own-account.js';
import { createUser, signIn } from '../support/people.js';
import { openShop, type Shop } from '../support/shop.js';

const PERSONAL = { phone: '+44 131 496 0000', dateOfBirth: '1990-05-17', address: { city: 'Edinburgh' } };

let shop: Shop;
beforeAll(async () => {
  shop = await openShop({ worker: true });
});
afterAll(() => shop.close());

const users = () => shop.test.app.get<Connection>(getConnectionToken()).collection('users');
const payments = () => shop.test.app.get<Connection>(getConnectionToken()).collection('payments');
const failures = async (collection: string) => {
  const text = await shop.test.app.get(Metrics).registry.getSingleMetricAsString('encryption_failures_total');
  return Number(new RegExp(`collection="${collection}"} (\\d+)`).exec(text)?.[1] ?? 0);
};

/** Somebody with details, one of which an attacker has exchanged for that of somebody else. */
async function tamperedWith() {
  const user = await createUser(shop.test);
  const api = await signIn(shop.test, user);
  await change(api, { personal: PERSONAL });
  const other = await createUser(shop.test);
  await change(await signIn(shop.test, other), { personal: { phone: '+1 202 555 0100' } });
  const stolen = (await users().findOne({ _id: other._id }))?.['personal'] as { phone: string };
  await users().updateOne({ _id: user._id }, { $set: { 'personal.phone': stolen.phone } });
  return { user, api, stolen: stolen.phone };
}

describe('a value that was changed in the database', () => {
  it('is not shown, and named, while all others are', async () => {
    const { api } = await tamperedWith();
    const { status, body } = await api.get<{ personal: object }>(ME);
    expect(status).toBe(200);
    expect(body.personal).toMatchObject({
      phone: null,
      dateOfBirth: '1990-05-17',
      address: { city: 'Edinburgh' },
      unreadable: ['phone'],
    });
  });

  it('is entered anew by its owner', async () => {
    const { api } = await tamperedWith();
    const { body } = await change(api, { personal: { phone: '+44 123456' } });
    expect(body['personal']).toMatchObject({ phone: '+44 123456', unreadable: [] });
  });

  it('is counted and logged with its place, and without what stood there', async () => {
    const { api, user, stolen } = await tamperedWith();
    const counted = await failures('users');
    await api.get(ME);
    expect(await failures('users')).toBe(counted + 1);
    const lines = shop.test.log.filter((line) => line.includes('An encrypted value was refused'));
    expect(lines.at(-1)).toContain(`users/${user._id.toString()}/personal.phone`);
    expect(lines.join()).not.toContain(stolen);
    await api.get(ME);
    const log = shop.test.app.get<Connection>(getConnectionToken()).collection('audit_logs');
    const about = { 'target.id': user._id.toString(), action: 'privacy.value-refused' };
    // Once an hour, however often it is read.
    await eventually(async () => expect(await log.countDocuments(about)).toBe(1));
  });

  it('makes a document that would be wrong without it answer what to do, and nothing else', async () => {
    const [buyer, course] = await Promise.all([shop.addBuyer(), shop.addCourse()]);
    const { body } = await buyer.api.post<{ payment: { id: string } }>('/api/v1/payments/checkout', {
      courseId: course._id.toString(),
      method: 'cash',
      billing: BILLING,
    });
    await shop.admin.post(`/api/v1/payments/${body.payment.id}/confirm`);
    const { value } = (await payments().findOneAndUpdate(
      { receiptNumber: { $exists: true } },
      { $set: { 'customer.address': 'x' } },
      { includeResultMetadata: true },
    )) as { value: { _id: { toString(): string } } | null };
    expect(value?._id.toString()).toBe(body.payment.id);
    for (const path of ['', '/receipt']) {
      const answer = await buyer.api.get(`/api/v1/payments/${body.payment.id}${path}`);
      expect([answer.status, answer.body['code']]).toEqual([409, 'damaged-value']);
    }
    expect((await buyer.api.get('/api/v1/users/me/payments')).status).toBe(200);
  });
});

describe('a change of keys', () => {
  it('knows every field that is stored encrypted', () => {
    const fields = shop.test.app.get(KeyRotation).fields();
    expect(fields.map(({ collection, path }) => `${collection}.${path}`)).toEqual(
      expect.arrayContaining([
        'payments.customer.address',
        'payments.customer.phone',
        'two_factor.secret',
        'users.personal.address',
        'users.personal.dateOfBirth',
        'users.personal.phone',
      ]),
    );
  });

  it('says under which names values stand', async () => {
    const api = await signIn(shop.test, await createUser(shop.test));
    await change(api, { personal: PERSONAL });
    const { currentPrefix } = shop.test.app.get(FieldCipher);
    const found = await users().findOne({ 'personal.dateOfBirth': { $type: 'string' } });
    expect(found).toMatchObject({
      personal: { dateOfBirth: expect.stringMatching(new RegExp(`^${currentPrefix}`)) as string },
    });
  });
});
