import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { getConnectionToken } from '@nestjs/mongoose';
import { Types, type Connection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KeyRotation } from '../../src/infra/crypto/index.js';
import { PersonalData } from '../../src/infra/personal-data/index.js';
import { hasten } from '../../src/infra/queue/testing/queue-tests.js';
import { ExportQueue } from '../../src/modules/privacy/application/export.queue.js';
import { BILLING } from '../contract/payments.js';
import type { ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { change } from '../support/own-account.js';
import { createUser, signIn } from '../support/people.js';
import { askForExport, exportOf, made, ME, type ExportAnswer } from '../support/privacy.js';
import { openShop, type Shop } from '../support/shop.js';

/** Stands for a module whose data can't be read at the first attempt. */
@Injectable()
class Flaky extends PersonalData {
  override readonly part = 'flaky';
  failures = 0;
  /** What making an export waits for. */
  gate: Promise<unknown> = Promise.resolve();

  override filesOf() {
    return [{ name: 'flaky', about: 'Nothing', rows: () => this.rows() }];
  }

  override erase(): Promise<void> {
    return Promise.resolve();
  }

  private async *rows(): AsyncGenerator<object> {
    await this.gate;
    yield { some: 'row' };
    if (this.failures-- > 0) throw new Error('The database is gone.');
  }
}

let shop: Shop;
let flaky: Flaky;
beforeAll(async () => {
  shop = await openShop({ worker: true, providers: [Flaky] });
  flaky = shop.test.app.get(Flaky);
});
afterAll(() => shop.close());

const collection = (name: string) => shop.test.app.get<Connection>(getConnectionToken()).collection(name);
const somebody = async (): Promise<{ api: ApiClient; id: Types.ObjectId; email: string }> => {
  const user = await createUser(shop.test);
  return { api: await signIn(shop.test, user), id: user._id, email: user.email };
};

describe('an export', () => {
  it('holds everything about somebody in files that a manifest lists, and nothing secret', async () => {
    const buyer = await shop.addBuyer();
    const course = await shop.addCourse({ title: 'Bread' });
    await change(buyer.api, {
      profile: { bio: 'Bakes' },
      personal: { phone: '+44 131 496 0000', address: { city: 'Edinburgh' } },
    });
    await buyer.api.post('/api/v1/payments/checkout', {
      courseId: course._id.toString(),
      method: 'cash',
      billing: BILLING,
    });
    await buyer.api.send('PUT', `/api/v1/courses/${course._id.toString()}/favorite`);
    const { manifest, rows, sha256, text } = await exportOf(buyer.api);

    expect(manifest).toMatchObject({ format: 1, userId: buyer.userId });
    for (const { file, rows: count, sha256: hash } of manifest.files) {
      const name = file.replace('.json', '');
      expect([name, rows[name]?.length, sha256[name]]).toEqual([name, count, hash]);
    }
    expect(manifest.files).toHaveLength(Object.keys(rows).length);
    expect(rows['account']).toMatchObject([
      {
        id: buyer.userId,
        profile: { bio: 'Bakes' },
        personal: { phone: '+44 131 496 0000', address: { city: 'Edinburgh' } },
      },
    ]);
    expect(rows['sessions']).toMatchObject([{ isActive: true, device: { ipAddress: '127.0.0.1' } }]);
    expect(rows['payments']).toMatchObject([
      { description: 'Bread', customer: { phone: BILLING.phone, address: { city: 'Dhaka' } } },
    ]);
    expect(rows['enrollments']).toMatchObject([{ status: 'pending', course: course._id.toString() }]);
    expect(rows['favorites']).toHaveLength(1);
    for (const secret of ['passwordHash', 'refreshToken', 'familyId', 'tokenHash', 'sealedKey', 'dedupeKey'])
      expect(text).not.toContain(secret);
  });

  it('holds nothing of others', async () => {
    const [jane, john] = await Promise.all([somebody(), somebody()]);
    const course = await shop.addCourse();
    const review = { course: course._id, rating: 5, createdAt: new Date() };
    await collection('reviews').insertMany([
      { ...review, user: jane.id, text: 'Words of Jane' },
      { ...review, user: john.id, text: 'Words of John' },
    ]);
    const { rows, text } = await exportOf(jane.api);
    expect(rows['reviews']).toMatchObject([{ text: 'Words of Jane' }]);
    expect(text).not.toContain('Words of John');
    expect(text).not.toContain(john.email);
  });

  it('is told of by mail and in the inbox, and where it is', async () => {
    const { api, id } = await somebody();
    const asked = await askForExport(api);
    expect([asked.status, asked.headers.get('location')]).toEqual([202, `${ME}/exports/${asked.body.id}`]);
    expect(asked.body).toMatchObject({ status: 'queued', downloadUrl: null });
    await made(api, asked.body.id);
    await eventually(async () => {
      const { body } = await api.get<{ data: object[] }>('/api/v1/notifications');
      expect(body.data).toMatchObject([{ type: 'export-ready', data: { exportId: asked.body.id } }]);
      expect(await collection('messages').countDocuments({ userId: id, type: 'export-ready' })).toBe(1);
    });
  });

  it('is one, however often it is asked for at once', async () => {
    const { api } = await somebody();
    const gate = Promise.withResolvers<void>();
    flaky.gate = gate.promise;
    const answers = await Promise.all(Array.from({ length: 10 }, () => askForExport(api)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 202));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    gate.resolve();
    await made(api, answers[0]!.body.id);
  });

  it('can be had three times a day', async () => {
    const user = await createUser(shop.test);
    const api = await signIn(shop.test, user);
    for (let count = 0; count < 3; count++) await made(api, (await askForExport(api)).body.id);
    const refused = await askForExport(api);
    expect([refused.status, refused.body.code]).toEqual([429, 'too-many-exports']);
    await shop.pass(24 * 60 + 1);
    expect((await askForExport(await signIn(shop.test, user))).status).toBe(202);
  });

  it('is nobody else’s, and says so in no way', async () => {
    const [jane, john] = await Promise.all([somebody(), somebody()]);
    const { id } = await made(jane.api, (await askForExport(jane.api)).body.id);
    const nothing = await john.api.get(`${ME}/exports/${'f'.repeat(24)}`);
    for (const path of [`${ME}/exports/${id}`, `${ME}/exports/${id}/download`]) {
      const { status, body } = await john.api.get(path);
      expect([status, body['code']]).toEqual([nothing.status, nothing.body['code']]);
    }
    expect((await shop.admin.get(`${ME}/exports/${id}/download`)).status).toBe(404);
    expect((await john.api.get<{ data: object[] }>(`${ME}/exports`)).body.data).toEqual([]);
  });

  it('expires after three days, and its file is gone', async () => {
    const user = await createUser(shop.test);
    const { id } = await made(
      await signIn(shop.test, user),
      (await askForExport(await signIn(shop.test, user))).body.id,
    );
    const chunks = () => collection('data_export_chunks').countDocuments({ export: new Types.ObjectId(id) });
    expect(await chunks()).toBeGreaterThan(0);
    await shop.pass(72 * 60 + 1);
    const api = await signIn(shop.test, user);
    expect((await api.get<ExportAnswer>(`${ME}/exports/${id}`)).body).toMatchObject({
      status: 'expired',
      downloadUrl: null,
    });
    const late = await api.get(`${ME}/exports/${id}/download`);
    expect([late.status, late.body['code']]).toEqual([410, 'export-expired']);
    expect((await shop.run('privacy.exports'))['expired']).toBeGreaterThan(0);
    expect(await chunks()).toBe(0);
    const stored = await collection('data_exports').findOne({ _id: new Types.ObjectId(id) });
    expect(stored).toMatchObject({ status: 'expired', sealedKey: null });
  });

  it('of very much is stored in parts, none of which can be read in the database', async () => {
    const { api, id } = await somebody();
    const body = () => randomBytes(900).toString('base64');
    const entries = Array.from({ length: 1_000 }, (_, index) => ({
      userId: id,
      title: `sentinel ${index}`,
      body: body(),
      dedupeKey: `${id.toString()}/${index}`,
      createdAt: new Date(),
    }));
    await collection('notifications').insertMany(entries);
    const { rows } = await exportOf(api);
    expect(rows['notifications']?.map(({ title }) => title)).toEqual(entries.map(({ title }) => title));
    const [latest] = await collection('data_exports').find({ user: id }).toArray();
    expect(latest?.['chunks']).toBeGreaterThan(2);
    const parts = await collection('data_export_chunks').find({ export: latest?._id }).toArray();
    expect(parts).toHaveLength(Number(latest?.['chunks']));
    const all = parts.map((part) =>
      Buffer.from((part['bytes'] as { buffer: Uint8Array }).buffer).toString('latin1'),
    );
    // What every ZIP holds in the clear.
    expect(all.join('')).not.toContain('notifications.json');
  });

  it('is made by the next attempt when one breaks off', async () => {
    const { api } = await somebody();
    flaky.failures = 1;
    const { body } = await askForExport(api);
    await eventually(async () => {
      await hasten(shop.test.app, ExportQueue);
      await made(api, body.id);
    });
    const parts = await collection('data_export_chunks').countDocuments({
      export: new Types.ObjectId(body.id),
    });
    const stored = await collection('data_exports').findOne({ _id: new Types.ObjectId(body.id) });
    expect(stored?.['chunks']).toBe(parts);
  });

  it('keeps its key under one that can be changed', () => {
    const fields = shop.test.app.get(KeyRotation).fields();
    expect(fields.map(({ collection: name, path }) => `${name}.${path}`)).toContain('data_exports.sealedKey');
  });
});
