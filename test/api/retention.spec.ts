import { getConnectionToken } from '@nestjs/mongoose';
import { Types, type Connection } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RetentionConfig, readConfig } from '../../src/config/index.js';
import { Metrics } from '../../src/infra/metrics/index.js';
import { Retention } from '../../src/infra/retention/index.js';
import { openShop, type Shop } from '../support/shop.js';

const DAY_MS = 86_400_000;
const settings = readConfig(RetentionConfig);

let shop: Shop;
beforeAll(async () => {
  shop = await openShop({ worker: true });
});
afterAll(() => shop.close());

const collection = (name: string) =>
  shop.test.app.get<Connection>(getConnectionToken()).collection<{ _id: Types.ObjectId }>(name);
const daysAgo = (days: number) => new Date(shop.test.clock.now().getTime() - days * DAY_MS);

interface Example {
  readonly rule: string;
  readonly collection: string;
  readonly days: number;
  /** A document that was last touched then. */
  readonly document: (at: Date) => object;
  /** Of the same kind and age, to be left alone. */
  readonly spared: object;
  /** What is gone, where the document itself stays. */
  readonly lost?: readonly string[];
}

const EXAMPLES: Example[] = [
  {
    rule: 'endedSessions',
    collection: 'sessions',
    days: settings.RETENTION_ENDED_SESSIONS_DAYS,
    document: (at) => ({ familyId: new Types.ObjectId().toString(), isActive: false, updatedAt: at }),
    spared: { isActive: true },
  },
  {
    rule: 'readNotifications',
    collection: 'notifications',
    days: settings.RETENTION_READ_NOTIFICATIONS_DAYS,
    document: (at) => ({ dedupeKey: new Types.ObjectId().toString(), readAt: at }),
    spared: { readAt: null },
  },
  {
    rule: 'messages',
    collection: 'messages',
    days: settings.RETENTION_MESSAGES_DAYS,
    document: (at) => ({ dedupeKey: new Types.ObjectId().toString(), state: 'sent', createdAt: at }),
    spared: { state: 'queued' },
  },
  {
    rule: 'paymentOrigins',
    collection: 'payments',
    days: settings.RETENTION_PAYMENT_ORIGINS_DAYS,
    document: (at) => ({
      metadata: { ipAddress: '203.0.113.7', userAgent: 'x', source: 'web' },
      createdAt: at,
    }),
    spared: { metadata: { ipAddress: null } },
    lost: ['203.0.113.7'],
  },
  {
    rule: 'legalHolds',
    collection: 'payments',
    days: settings.RETENTION_LEGAL_HOLD_DAYS,
    document: (at) => ({ customer: { heldName: 'sealed-name', heldSince: at, address: 'sealed-address' } }),
    spared: { customer: { address: 'another' } },
    lost: ['sealed-name', 'sealed-address'],
  },
  {
    rule: 'exports',
    collection: 'data_exports',
    days: settings.RETENTION_EXPORTS_DAYS,
    document: (at) => ({ user: new Types.ObjectId(), status: 'expired', requestedAt: at }),
    spared: { status: 'ready' },
  },
  {
    rule: 'studyDevices',
    collection: 'lesson_progress',
    days: settings.RETENTION_STUDY_DEVICES_DAYS,
    document: (at) => ({
      user: new Types.ObjectId(),
      lesson: new Types.ObjectId(),
      device: 'tablet',
      browser: 'firefox',
      lastAccessedAt: at,
    }),
    spared: { browser: null, device: null },
    lost: ['tablet', 'firefox'],
  },
  {
    rule: 'relayedEvents',
    collection: 'outbox',
    days: settings.RETENTION_OUTBOX_DAYS,
    document: (at) => ({ type: 'Probe', relayedAt: at }),
    spared: { relayedAt: null },
  },
  {
    rule: 'jobRuns',
    collection: 'job_runs',
    days: settings.RETENTION_JOB_RUNS_DAYS,
    document: (at) => ({ job: 'probe', tick: at, status: 'succeeded', startedAt: at }),
    spared: { job: 'another', status: 'running' },
  },
];

/** Which of the documents are left, as text. */
async function left(name: string, ids: readonly Types.ObjectId[]): Promise<string[]> {
  const found = await collection(name)
    .find({ _id: { $in: [...ids] } })
    .sort({ _id: 1 })
    .toArray();
  return found.map((document) => JSON.stringify(document));
}

describe('what was kept long enough', () => {
  beforeEach(() => shop.pass(1));

  it.each(EXAMPLES)('goes, and nothing younger: $rule', async (example) => {
    const { rule, collection: name, days, document, spared, lost = [] } = example;
    const ids = [new Types.ObjectId(), new Types.ObjectId(), new Types.ObjectId()] as const;
    await collection(name).insertMany([
      { _id: ids[0], ...document(daysAgo(days + 1)) },
      { _id: ids[1], ...document(daysAgo(days - 0.5)) },
      { _id: ids[2], ...document(daysAgo(days + 1)), ...spared },
    ]);
    const counts = await shop.run('privacy.retention');
    expect(counts[rule]).toBe(1);
    const words = (await left(name, ids)).map((text) => lost.filter((word) => text.includes(word)));
    // The first of the three is gone, or has lost these words.
    expect(words).toEqual([...(lost.length > 0 ? [[]] : []), lost, []]);
    // It is counted where operators look, and done once.
    const metric = await shop.test.app
      .get(Metrics)
      .registry.getSingleMetricAsString('retention_documents_total');
    expect(metric).toContain(`rule="${rule}"} 1`);
    expect((await shop.run('privacy.retention'))[rule]).toBe(0);
    await collection(name).deleteMany({ _id: { $in: [...ids] } });
  });

  it('is let go of however much there is, and less when the work is stopped', async () => {
    const old = Array.from({ length: 1_200 }, () => ({
      _id: new Types.ObjectId(),
      dedupeKey: new Types.ObjectId().toString(),
      readAt: daysAgo(400),
    }));
    await collection('notifications').insertMany(old);
    const retention = shop.test.app.get(Retention);
    const stopped = await retention.execute(shop.test.clock.now(), AbortSignal.abort());
    expect(stopped['readNotifications']).toBe(0);
    expect((await shop.run('privacy.retention'))['readNotifications']).toBe(1_200);
  });

  it('is said by every rule with an example here', () => {
    const rules = shop.test.app.get(Retention).rules();
    const tried = new Set(EXAMPLES.map(({ rule }) => rule));
    expect(rules.map(({ name }) => name).filter((name) => !tried.has(name))).toEqual([]);
  });
});
