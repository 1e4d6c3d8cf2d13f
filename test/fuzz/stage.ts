import { PaymentsConfig } from '../../src/config/index.js';
import { startGithub } from '../../tools/standins/github/index.ts';
import { startSslcommerz } from '../../tools/standins/sslcommerz/index.ts';
import { startStripe } from '../../tools/standins/stripe/index.ts';
import { createCaller, type Caller } from '../contract/callers.js';
import { GITHUB_PEOPLE } from '../contract/identity.js';
import { PAYMENT_SETTINGS } from '../contract/payments.js';
import { ProbeJobs } from '../contract/probes.js';
import { METRICS_TOKEN } from '../contract/successful-calls.js';
import { createWorld, type World } from '../contract/world.js';
import type { ApiClient } from '../support/api-client.js';
import { settingsFor } from '../support/github.js';
import { signIn } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { Snapshot } from './snapshot.js';

const UNLIMITED = { RATE_LIMIT_PER_MINUTE: 1_000_000_000, RATE_LIMIT_SIGN_IN_PER_MINUTE: 1_000_000_000 };

/** Whoever asks here: `owner` is the administrator to whom the world belongs. */
export type Player = 'owner' | Caller;

const PEOPLE = [
  'student',
  'instructor',
  'moderator',
  'service',
  'pending instructor',
  'pending admin',
] as const satisfies Caller[];

export const PLAYERS: readonly Player[] = ['owner', 'guest', ...PEOPLE];

/** An application in a world that has something of each kind, and that can begin anew. */
export interface Stage {
  readonly test: TestApp;
  readonly world: World;
  as(player: Player): ApiClient;
  /** Somebody new of the same standing, for what signs people out. */
  substitute(player: Player): Promise<ApiClient>;
  /** Everything is as it was at the beginning, and everybody is signed in. */
  rewind(): Promise<void>;
  close(): Promise<void>;
}

export async function setStage(): Promise<Stage> {
  const [, settings] = PAYMENT_SETTINGS as readonly [unknown, PaymentsConfig];
  const [github, stripe, sslcommerz] = await Promise.all([
    startGithub({ people: GITHUB_PEOPLE }),
    startStripe({ secretKey: settings.STRIPE_SECRET_KEY, webhookSecret: settings.STRIPE_WEBHOOK_SECRET }),
    startSslcommerz({
      storeId: settings.SSLCOMMERZ_STORE_ID,
      storePassword: settings.SSLCOMMERZ_STORE_PASSWORD,
    }),
  ]);
  const test = await startTestApp({
    providers: [ProbeJobs],
    config: { METRICS_TOKEN, ...UNLIMITED },
    settings: [
      settingsFor(github),
      [PaymentsConfig, { ...settings, STRIPE_API_URL: stripe.url, SSLCOMMERZ_API_URL: sslcommerz.url }],
    ],
  });
  // The database removes what has expired by its own time.
  test.clock.set(new Date());
  const world = await createWorld(test);
  const clients = new Map<Player, ApiClient>([['guest', test.api]]);
  for (const caller of PEOPLE) clients.set(caller, await createCaller(test, caller));
  clients.set('owner', world.as.admin);
  const snapshot = await Snapshot.of(test.app);
  return {
    test,
    world,
    as: (player) => clients.get(player)!,
    substitute: async (player) =>
      player === 'guest' ? test.api : createCaller(test, player === 'owner' ? 'admin' : player),
    async rewind() {
      await snapshot.restore();
      clients.set('owner', await signIn(test, { email: world.adminEmail }));
      for (const caller of PEOPLE) clients.set(caller, await createCaller(test, caller));
    },
    async close() {
      await test.close();
      await Promise.all([github, stripe, sslcommerz].map((standIn) => standIn.close()));
    },
  };
}
