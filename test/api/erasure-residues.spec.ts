import { Types } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MailConfig } from '../../src/config/index.js';
import { Queues } from '../../src/infra/queue/index.js';
import { startGithub, type GithubStandIn } from '../../tools/standins/github/index.ts';
import { startMailCatcher, type MailCatcher } from '../../tools/standins/mail-catcher/index.js';
import type { ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { settingsFor } from '../support/github.js';
import { emailKeyOf, HALF, HASHES, keyedHashes, TRACES, WHO, type Trace } from '../support/known-by.js';
import { askForErasure, eraseDue, ME, sweep } from '../support/privacy.js';
import { residuesIn } from '../support/residues.js';
import { API_KEYS, type Program } from '../support/service-accounts.js';
import { openShop, type Shop } from '../support/shop.js';
import { leaveHalfWay, register, useEveryWayIn } from '../support/ways-in.js';
import { Somebody } from '../support/whole-life.js';

/** Longer than the grace period, and not yet when all is gone over again. */
const RELAY_MINUTES = 14 * 24 * 60 + 30;

let shop: Shop;
let catcher: MailCatcher;
let github: GithubStandIn;
let who: Somebody;
let half: ApiClient;
let halfId: string;
let program: Program;
let keyed: readonly Trace[];

beforeAll(async () => {
  [catcher, github] = await Promise.all([startMailCatcher(), startGithub()]);
  const mail = { SMTP_HOST: '127.0.0.1', SMTP_PORT: catcher.smtpPort, SMTP_REQUIRE_TLS: false };
  shop = await openShop({
    worker: true,
    settings: [[MailConfig, mail], settingsFor(github)],
    config: { TRUST_PROXY_HOPS: 1 },
  });
  who = new Somebody(shop, catcher, ...(await register(shop, catcher, WHO)));
  await who.live();
  ({ program } = await useEveryWayIn(shop, github, who.api));
  [halfId, half] = await register(shop, catcher, HALF);
  await leaveHalfWay(shop, half);
  keyed = keyedHashes(shop.test, who.userId);
  await eventually(isQuiet);
}, 180_000);
afterAll(async () => {
  await shop.close();
  await Promise.all([catcher.close(), github.close()]);
});

/** Where somebody without a name stays: for figures, receipts, accountability and as the proof of the erasure. */
const NAMELESS = [
  'audit_logs',
  'certificates',
  'courses',
  'enrollments',
  'erasure_requests',
  'lesson_progress',
  'outbox',
  'payments',
  'redis',
  'reviews',
  'users',
];
/** Where nothing stays. */
const GONE = [
  'activity_logs',
  'api_keys',
  'auth_tokens',
  'bookmarks',
  'data_exports',
  'email_changes',
  'favorites',
  'idempotency_keys',
  'known_devices',
  'known_networks',
  'messages',
  'notes',
  'notifications',
  'oauth_accounts',
  'otps',
  'review_votes',
  'sessions',
  'sign_in_attempts',
  'two_factor',
];

const collection = (name: string) => shop.database.collection(name);
const collectionsOf = async (words: readonly Trace[]): Promise<string[]> => {
  const found = await residuesIn(shop.test, words);
  return [...new Set(found.map(({ place }) => place.split('/')[0]!))].toSorted();
};
/** Everything is handed over and dealt with. */
async function isQuiet(): Promise<void> {
  expect(await collection('outbox').countDocuments({ pending: true })).toBe(0);
  for (const depth of Object.values(await shop.test.app.get(Queues).depths()))
    expect(depth).toMatchObject({ waiting: 0, active: 0, delayed: 0 });
}

const ids = (): Trace[] => [who.userId, halfId].map((id) => ['id', id]);
const everything = () => [...TRACES, ...HASHES, ...keyed];

describe('what is left of somebody who did everything', () => {
  it('was everywhere before', async () => {
    expect(await collectionsOf(TRACES)).toEqual(
      expect.arrayContaining([
        'activity_logs',
        'audit_logs',
        'bookmarks',
        'certificates',
        'courses',
        'enrollments',
        'lesson_progress',
        'notes',
        'notifications',
        'oauth_accounts',
        'outbox',
        'payments',
        'redis',
        'reviews',
        'sessions',
        'users',
      ]),
    );
    expect(await collectionsOf(keyed)).toEqual(['known_networks', 'otps', 'redis', 'sign_in_attempts']);
    // What says nothing without a key is found by whose it is.
    expect(await collectionsOf(ids())).toEqual(
      [...NAMELESS, ...GONE].filter((name) => name !== 'erasure_requests').toSorted(),
    );
  });

  it('is nothing, in no collection and nowhere in Redis', async () => {
    await who.leaveUndelivered(new Date(shop.test.clock.now().getTime() + RELAY_MINUTES * 60_000));
    expect((await askForErasure(who.api)).status).toBe(202);
    expect((await askForErasure(half)).status).toBe(202);
    expect((await shop.admin.send('DELETE', `/api/v1/users/${halfId}`)).status).toBe(204);
    const counts = await eraseDue(shop);
    expect(counts).toMatchObject({ erased: 2, failed: 0 });
    // But for an event that is still to be handed over, and is before all is gone over again.
    expect(await collectionsOf(everything())).toEqual(['outbox']);
    await shop.pass(31);
    await eventually(isQuiet);
    expect(await sweep(shop)).toMatchObject({ swept: 2, failed: 0 });
    expect(await residuesIn(shop.test, everything())).toEqual([]);
  });

  it('is an account that says nothing, by the ids of which figures and records hang together', async () => {
    expect(await collectionsOf(ids())).toEqual(NAMELESS);
    expect(await collection('data_export_chunks').countDocuments()).toBe(0);
    expect(await collection('users').countDocuments({ personal: { $exists: true } })).toBe(0);
    expect(await residuesIn(shop.test, [['email', emailKeyOf(shop.test)]])).toEqual([
      { place: `users/${who.userId}`, name: 'email' },
    ]);
  });

  it('is, of each receipt, a name and an address that only the key opens', async () => {
    const held = await collection('payments')
      .find({ user: new Types.ObjectId(who.userId) })
      .sort({ _id: 1 })
      .toArray();
    const kept = ({ customer }: (typeof held)[number]) =>
      Object.entries(customer as object).flatMap(([key, value]) => (value ? [key] : []));
    for (const payment of held)
      expect([String(payment._id), kept(payment)]).toEqual([
        String(payment._id),
        who.receipts.includes(String(payment._id))
          ? ['name', 'email', 'address', 'heldName', 'heldSince']
          : ['name', 'email'],
      ]);
    expect([held.length, who.receipts.length]).toEqual([6, 3]);
  });

  it('shows the law’s receipt to administrators, and the certificate without a name to everybody', async () => {
    const receipt = await shop.admin.get(`/api/v1/payments/${who.receipts[0]}/receipt`);
    expect([receipt.status, receipt.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    const { body } = await shop.test.api.get<{ holderName: string }>(
      `/api/v1/certificates/${who.certificate}`,
    );
    expect(body.holderName).toBe('Name removed');
    expect((await shop.test.api.get(ME)).status).toBe(401);
  });

  it('is no program that stops: its key works on, made by nobody', async () => {
    expect((await program.client.get('/api/v1/analytics')).status).toBe(200);
    expect((await shop.admin.get(`${API_KEYS}/${program.keyId}`)).body).toMatchObject({
      createdBy: null,
      revokedAt: null,
    });
  });

  it('is nothing in the log either, not even before', () => {
    const log = shop.test.log.join('\n');
    const lower = log.toLowerCase();
    const logged = [...TRACES, ...HASHES].filter(([, form]) => log.includes(form) || lower.includes(form));
    expect(logged.map(([name]) => name)).toEqual([]);
  });

  it('loses the receipts’ names and addresses when the law does not want them any more', async () => {
    await shop.pass(3_654 * 24 * 60);
    expect((await shop.run('privacy.retention'))['legalHolds']).toBe(3);
    const { customer } = (await collection('payments').findOne({
      _id: new Types.ObjectId(who.receipts[0]),
    })) as unknown as { customer: object };
    expect(customer).toEqual({ name: 'Erased', email: 'erased@erased.invalid', phone: null, address: null });
  });
});
