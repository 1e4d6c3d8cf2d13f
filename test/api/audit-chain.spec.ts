import { Types } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AuditConfig } from '../../src/config/index.js';
import { AuditTrail, type ChainReport } from '../../src/modules/audit/index.js';
import { RemovePersonalParts } from '../../src/modules/audit/application/remove-personal-parts.js';
import { SealEntries } from '../../src/modules/audit/application/seal-entries.js';
import { VerifyChain } from '../../src/modules/audit/application/verify-chain.js';
import { AuditChainRepository } from '../../src/modules/audit/persistence/audit-chain.repository.js';
import { AuditNightsJob } from '../../src/modules/audit/jobs/audit-nights.job.js';
import { AuditWorkerModule } from '../../src/modules/audit/index.js';
import { auditHeads, auditLogs, layChain } from '../support/audit.js';
import { eventually } from '../support/eventually.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let test: TestApp;
/** Another process on the same database. */
let other: TestApp;
let trail: AuditTrail;
let sealer: SealEntries;
let verifier: VerifyChain;

beforeAll(async () => {
  test = await startTestApp();
  other = await startTestApp();
  trail = test.app.get(AuditTrail);
  sealer = test.app.get(SealEntries);
  verifier = test.app.get(VerifyChain);
});
afterAll(async () => {
  await other.app.close();
  await test.close();
});
beforeEach(() => layChain(test));

const someId = () => new Types.ObjectId().toString();

const record = (userId = someId()) =>
  trail.record({
    action: 'user.suspended',
    target: { type: 'user', id: userId },
    before: { status: 'active', reason: null },
    after: { status: 'suspended', reason: 'Sold accounts' },
  });

/** Five entries in their places. */
async function sealFive(): Promise<void> {
  for (let count = 0; count < 5; count += 1) await record();
  await sealer.execute();
}

const entry = (seq: number) => auditLogs(test).findOne({ seq });
const problems = async (anchor?: { seq: number; hash: string }): Promise<ChainReport['problems']> =>
  (await verifier.execute(anchor)).problems;

describe('the chain', () => {
  it('gives every entry a place, in the order of recording, bound to the one before', async () => {
    await sealFive();
    const chain = await auditLogs(test).find({}).sort({ _id: 1 }).toArray();
    expect(chain.map(({ seq }) => seq as number)).toEqual([1, 2, 3, 4, 5]);
    expect(chain.map(({ prevHash }) => prevHash as string)).toEqual([
      'genesis',
      ...chain.slice(0, 4).map(({ hash }) => hash as string),
    ]);
    expect(await verifier.execute()).toEqual({
      intact: true,
      head: { seq: 5, hash: chain[4]!['hash'] },
      checked: 5,
      redacted: 0,
      pending: 0,
      problems: [],
    });
  });

  it('has no gap and no fork when a hundred record and two seal at once', async () => {
    const another = other.app.get(SealEntries);
    let left = 100;
    const recorded = Promise.all(
      Array.from({ length: left }, async () => {
        await record();
        left -= 1;
      }),
    );
    const sealUntilRecorded = async (one: SealEntries): Promise<void> => {
      const wasLast = left === 0;
      await one.execute();
      if (!wasLast) await sealUntilRecorded(one);
    };
    await Promise.all([recorded, sealUntilRecorded(sealer), sealUntilRecorded(another)]);
    expect(await verifier.execute()).toMatchObject({ intact: true, checked: 100, pending: 0 });
    const places = await auditLogs(test).distinct('seq');
    expect(places).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
  });

  it('tells its new end in the log each time, for those who keep logs elsewhere', async () => {
    await sealFive();
    const { head } = await verifier.execute();
    // The process has one log, that of the application that began last.
    expect(other.log.some((line) => line.includes(`"seq":5,"hash":"${head?.hash}"`))).toBe(true);
  });

  it('is sealed by itself within seconds where a worker runs', async () => {
    const worker = await startTestApp({ imports: [AuditWorkerModule] });
    try {
      await worker.app
        .get(AuditTrail)
        .record({ action: 'user.suspended', target: { type: 'user', id: someId() } });
      await eventually(async () =>
        expect(await worker.app.get(VerifyChain).execute()).toMatchObject({ checked: 1, pending: 0 }),
      );
    } finally {
      await worker.app.close();
    }
  });
});

describe('the verification finds', () => {
  beforeEach(sealFive);

  it.each([1, 3, 5])('that line %i was removed', async (seq) => {
    await auditLogs(test).deleteOne({ seq });
    expect(await problems()).toEqual([{ problem: 'missing', seq, entryId: null }]);
  });

  it.each([
    ['action', 'user.activated'],
    ['outcome', 'failure'],
    ['actor.id', new Types.ObjectId()],
    ['target.id', someId()],
    ['subject', new Types.ObjectId()],
    ['at', new Date(0)],
    ['after', { status: 'active' }],
    ['requestId', 'another'],
    ['personalDigest', 'x'.repeat(43)],
  ])('that %s of a line was changed', async (field, value) => {
    const { _id } = (await entry(3))!;
    await auditLogs(test).updateOne({ _id }, { $set: { [field]: value } });
    expect(await problems()).toContainEqual({ problem: 'changed', seq: 3, entryId: _id.toString() });
  });

  it.each([
    ['ipAddress', '198.51.100.1'],
    ['after', { reason: 'Nothing' }],
  ])('that the personal %s of a line was changed', async (field, value) => {
    await auditLogs(test).updateOne({ seq: 2 }, { $set: { [`personal.${field}`]: value } });
    expect(await problems()).toEqual([expect.objectContaining({ problem: 'personal-changed', seq: 2 })]);
  });

  it('that a personal part was removed by somebody else', async () => {
    await auditLogs(test).updateOne({ seq: 2 }, { $set: { personal: null } });
    await auditLogs(test).updateOne(
      { seq: 4 },
      { $set: { personal: null, redaction: { at: new Date(), keyId: 'none', mac: 'x'.repeat(43) } } },
    );
    expect(await problems()).toMatchObject([
      { problem: 'personal-removed', seq: 2 },
      { problem: 'personal-removed', seq: 4 },
    ]);
  });

  it('that two lines have changed their places', async () => {
    const [second, fourth] = [(await entry(2))!, (await entry(4))!];
    const place = ({ seq, prevHash, hash, sealKeyId }: typeof second) => ({ seq, prevHash, hash, sealKeyId });
    await auditLogs(test).updateOne({ _id: second._id }, { $set: { seq: 99 } });
    await auditLogs(test).updateOne({ _id: fourth._id }, { $set: place(second) });
    await auditLogs(test).updateOne({ _id: second._id }, { $set: place(fourth) });
    expect(await problems()).toEqual([
      { problem: 'misplaced', seq: 2, entryId: fourth._id.toString() },
      { problem: 'misplaced', seq: 4, entryId: second._id.toString() },
    ]);
  });

  it('that the end was cut off', async () => {
    await auditLogs(test).deleteMany({ seq: { $gte: 4 } });
    expect(await problems()).toEqual([{ problem: 'missing', seq: 4, entryId: null }]);
  });

  it('that the end was cut off together with the record of it, if its hash is known elsewhere', async () => {
    const early = (await auditHeads(test).findOne({}))!;
    const before = (await verifier.execute()).head!;
    await record();
    await sealer.execute();
    const { head } = await verifier.execute();
    await auditLogs(test).deleteMany({ seq: 6 });
    await auditHeads(test).replaceOne({ _id: early._id }, early);
    expect(await problems()).toEqual([]);
    expect(await problems(before)).toEqual([]);
    expect(await problems(head!)).toEqual([{ problem: 'anchor-lost', seq: 6, entryId: null }]);
  });

  it('that the record of the end was moved, or removed', async () => {
    await auditHeads(test).updateOne({}, { $set: { seq: 3, hash: (await entry(3))!['hash'] as string } });
    expect(await problems()).toEqual([
      { problem: 'head-forged', seq: 3, entryId: null },
      { problem: 'beyond-head', seq: 5, entryId: (await entry(5))!._id.toString() },
    ]);
    await auditHeads(test).deleteMany({});
    expect(await problems()).toEqual([{ problem: 'head-missing', seq: null, entryId: null }]);
  });

  it('that a line was put in, at the end or in between', async () => {
    const { _id: _, ...copy } = (await entry(5))!;
    const { insertedId } = await auditLogs(test).insertOne({ ...copy, seq: 6 });
    expect(await problems()).toEqual([{ problem: 'beyond-head', seq: 6, entryId: insertedId.toString() }]);
    await auditLogs(test).updateOne({ _id: insertedId }, { $set: { seq: 2.5 } });
    expect(await problems()).toContainEqual({ problem: 'changed', seq: 2.5, entryId: insertedId.toString() });
  });
});

describe('what somebody else writes into the log', () => {
  it('gets no place in it', async () => {
    await record();
    const { _id: _, ...genuine } = (await auditLogs(test).findOne({}))!;
    const forged = { ...genuine, action: 'user.activated' };
    const { insertedId } = await auditLogs(test).insertOne(forged);
    await sealer.execute();
    expect(await verifier.execute()).toMatchObject({
      intact: false,
      checked: 1,
      pending: 0,
      problems: [{ problem: 'forged', seq: null, entryId: insertedId.toString() }],
    });
  });

  it('stops the sealing when it is the head', async () => {
    await sealFive();
    await auditHeads(test).updateOne({}, { $set: { seq: 2, hash: 'x' } });
    await record();
    await expect(sealer.execute()).rejects.toThrow(/forged/);
    await auditHeads(test).deleteMany({});
    await expect(sealer.execute()).rejects.toThrow(/gone/);
    expect((await verifier.execute()).pending).toBe(1);
  });
});

describe('a sealer that died', () => {
  it('is replaced, and can do no harm when it was only slow', async () => {
    await record();
    const until = new Date(test.clock.now().getTime() + 30_000);
    await auditHeads(test).updateOne({}, { $set: { claim: 'dead', claimedUntil: until } });
    expect(await sealer.execute()).toBe(0);
    test.clock.set(until);
    expect(await sealer.execute()).toBe(1);
    const late = test.app.get(AuditChainRepository);
    const head = (await late.head())!;
    expect(await late.advance('dead', head.seq, { ...head, seq: 99 }, until)).toBe(false);
    expect(await problems()).toEqual([]);
  });
});

describe('another key', () => {
  it('goes on with the chain of the former one, which is still verified by it', async () => {
    await sealFive();
    const { AUDIT_KEYS } = test.app.get(AuditConfig);
    const rotated = await startTestApp({
      settings: [[AuditConfig, { AUDIT_KEYS: ['n'.repeat(32), ...AUDIT_KEYS] }]],
    });
    try {
      await rotated.app
        .get(AuditTrail)
        .record({ action: 'user.suspended', target: { type: 'user', id: someId() } });
      await rotated.app.get(SealEntries).execute();
      expect(await rotated.app.get(VerifyChain).execute()).toMatchObject({ intact: true, checked: 6 });
    } finally {
      await rotated.app.close();
    }
  });

  it('alone makes neither an entry nor the head look genuine', async () => {
    await sealFive();
    const stranger = await startTestApp({ settings: [[AuditConfig, { AUDIT_KEYS: ['s'.repeat(32)] }]] });
    try {
      const { problems: found } = await stranger.app.get(VerifyChain).execute();
      expect(found.map(({ problem }) => problem)).toEqual([
        'head-forged',
        ...Array<string>(5).fill('changed'),
      ]);
    } finally {
      await stranger.app.close();
    }
  });
});

describe('personal parts', () => {
  it('can be removed of everything that concerns somebody, and the chain holds', async () => {
    const userId = someId();
    await record(userId);
    await trail.record({
      action: 'user.suspended',
      target: { type: 'user', id: someId() },
      by: userId,
      after: { reason: 'They are rude' },
    });
    await record();
    await sealer.execute();
    const parts = test.app.get(RemovePersonalParts);
    expect(await parts.of(userId)).toBe(2);
    expect(await parts.of(userId)).toBe(0);
    await sealer.execute();
    expect(await verifier.execute()).toMatchObject({ intact: true, checked: 4, redacted: 2 });
    const text = JSON.stringify(
      await auditLogs(test)
        .find({ seq: { $lte: 2 } })
        .toArray(),
    );
    for (const trace of ['Sold accounts', 'They are rude', '"salt"']) expect(text).not.toContain(trace);
    expect(await entry(4)).toMatchObject({
      action: 'audit.personal-removed',
      after: { entries: 2, reason: 'erasure' },
    });
  });

  it('can be removed before an entry is sealed', async () => {
    const userId = someId();
    await record(userId);
    await test.app.get(RemovePersonalParts).of(userId);
    await sealer.execute();
    expect(await verifier.execute()).toMatchObject({ intact: true, checked: 2, redacted: 1 });
  });

  it('go by themselves when they are as old as the setting says, and the entries stay', async () => {
    await record();
    test.clock.advance(366 * 86_400_000);
    await record();
    await sealer.execute();
    const nights = test.app.get(AuditNightsJob);
    expect(await nights.removePersonal()).toEqual({ entries: 1 });
    expect(await nights.removePersonal()).toEqual({ entries: 0 });
    expect(await entry(1)).toMatchObject({ personal: null, after: { status: 'suspended' } });
    expect(await entry(2)).toMatchObject({ personal: { after: { reason: 'Sold accounts' } } });
    expect(await problems()).toEqual([]);
  });
});

describe('the nightly check', () => {
  it('counts what it read, and fails when the chain is broken', async () => {
    await sealFive();
    const nights = test.app.get(AuditNightsJob);
    expect(await nights.verify()).toEqual({ entries: 5, end: 5 });
    await auditLogs(test).deleteOne({ seq: 2 });
    await expect(nights.verify()).rejects.toThrow(/broken.*missing/);
    const { text } = await test.api.get('/metrics');
    expect(text).toMatch(/^audit_log_problems 1$/m);
    expect(text).toMatch(/^audit_log_entries 5$/m);
  });
});
