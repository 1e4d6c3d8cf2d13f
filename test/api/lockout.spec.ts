import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { KeyedHash, PasswordHasher } from '../../src/infra/crypto/index.js';
import { SignInAttemptRepository } from '../../src/modules/auth/persistence/sign-in-attempt.repository.js';
import type { UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import { at, published, signedIn } from '../support/administration.js';
import type { ApiClient } from '../support/api-client.js';
import { recordedBesidesSignIns } from '../support/audit.js';
import { tokenSentTo } from '../support/one-time-tokens.js';
import { createUser, PASSWORD } from '../support/people.js';
import { AUTH, type Tokens } from '../support/sessions.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const SECOND = 1_000;
const WRONG = 'Wrong-Horse-1';
const HOME = '203.0.113.7';
const AWAY = '198.51.100.9';

let test: TestApp;
let admin: ApiClient;
let jane: UserDocument;
let serial = 0;
/** How often a password was compared with a hash. */
let compared = 0;

beforeAll(async () => {
  test = await startTestApp({ config: { TRUST_PROXY_HOPS: 1 } });
  const hasher = test.app.get(PasswordHasher);
  const matches = hasher.matches.bind(hasher);
  hasher.matches = (...of) => {
    compared += 1;
    return matches(...of);
  };
});
afterAll(() => test.close());
beforeEach(async () => {
  [, admin] = await signedIn(test, 'admin');
  jane = await createUser(test, { username: `jane_smith_${(serial += 1)}` });
  compared = 0;
});

const from = (address: string) => ({ 'x-forwarded-for': address });
const logIn = (email: string, password: string, address = AWAY) =>
  test.api.post<Tokens & { code: string }>(`${AUTH}/login`, { email, password }, from(address));
const guess = (email: string, address = AWAY) => logIn(email, WRONG, address);
const guesses = async (times: number, email: string, address = AWAY) => {
  const statuses: number[] = [];
  for (let made = 0; made < times; made += 1) statuses.push((await guess(email, address)).status);
  return statuses;
};
const viewOf = async (user: UserDocument) => (await admin.get(at(user))).body;
const nobody = () => `nobody${(serial += 1)}@example.com`;

describe('wrong passwords in a row', () => {
  it('make the next attempt wait after five, the right password too', async () => {
    expect(await guesses(6, jane.email)).toEqual([401, 401, 401, 401, 401, 429]);
    const { status, body, headers } = await logIn(jane.email, PASSWORD);
    expect([status, body.code, headers.get('retry-after')]).toEqual([429, 'too-many-attempts', '30']);
    test.clock.advance(29 * SECOND);
    expect((await logIn(jane.email, PASSWORD)).headers.get('retry-after')).toBe('1');
    test.clock.advance(SECOND);
    expect((await logIn(jane.email, PASSWORD)).status).toBe(200);
  });

  it('make it wait twice as long each time, a quarter of an hour at most', async () => {
    await guesses(5, jane.email);
    const waits: number[] = [];
    for (let round = 0; round < 7; round += 1) {
      const wait = Number((await guess(jane.email)).headers.get('retry-after'));
      waits.push(wait);
      test.clock.advance(wait * SECOND);
      expect((await guess(jane.email)).status).toBe(401);
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900]);
  });

  it('are forgotten with the right one', async () => {
    await guesses(4, jane.email);
    expect((await logIn(jane.email, PASSWORD)).status).toBe(200);
    expect(await guesses(5, jane.email)).toEqual([401, 401, 401, 401, 401]);
  });

  it('are forgotten after a day without any', async () => {
    await guesses(4, jane.email);
    test.clock.advance(86_400 * SECOND);
    expect(await guesses(5, jane.email)).toEqual([401, 401, 401, 401, 401]);
  });

  it('are counted for what is no account as for what is one, under every name', async () => {
    const suspended = await createUser(test, { status: 'suspended' });
    for (const name of [nobody(), `nobody_${serial}`, suspended.email, jane.username.toUpperCase()]) {
      const answers = [];
      for (let made = 0; made < 7; made += 1) answers.push(await guess(name));
      expect(
        answers.map(({ status }) => status),
        name,
      ).toEqual([401, 401, 401, 401, 401, 429, 429]);
      const { body, headers } = answers.at(-1)!;
      expect(body.code).toBe('too-many-attempts');
      expect(headers.get('retry-after')).toBe('30');
    }
    // And none of them tells that another name is the same person's.
    expect((await guess(jane.email)).status).toBe(401);
  });

  it('are not compared while one has to wait', async () => {
    for (const email of [jane.email, nobody()]) {
      await guesses(5, email);
      compared = 0;
      await guesses(3, email);
      expect(compared).toBe(0);
    }
  });

  it('count when somebody who is signed in is asked for it again', async () => {
    const { accessToken } = (await logIn(jane.email, PASSWORD)).body;
    const statuses: number[] = [];
    for (let made = 0; made < 6; made += 1) {
      const proof = { password: WRONG };
      statuses.push(
        (await test.api.as(accessToken).post(`${AUTH}/reauthenticate`, proof, from(AWAY))).status,
      );
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  });

  it('count when the current password is asked for, too', async () => {
    const { accessToken } = (await logIn(jane.email, PASSWORD)).body;
    const change = () =>
      test.api
        .as(accessToken)
        .post(
          `${AUTH}/change-password`,
          { currentPassword: WRONG, newPassword: 'Another-Horse-2' },
          from(AWAY),
        );
    const statuses: number[] = [];
    for (let made = 0; made < 6; made += 1) statuses.push((await change()).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  });
});

describe('wrong passwords at the same moment', () => {
  it('all count, and no more are compared than one after another', async () => {
    for (const email of [jane.email, nobody()]) {
      compared = 0;
      const answers = await Promise.all(Array.from({ length: 50 }, () => guess(email)));
      expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
      expect(answers.filter(({ status }) => status === 429)).toHaveLength(45);
      expect(compared).toBe(5);
    }
    expect(await viewOf(jane)).toMatchObject({ loginAttempts: 50, isLocked: true });
  });

  it('all count where no process waits for another', async () => {
    const attempts = test.app.get(SignInAttemptRepository);
    const now = test.clock.now();
    const later = new Date(now.getTime() + 30 * SECOND);
    const key = `key-${(serial += 1)}`;
    const counted = await Promise.all(
      Array.from({ length: 50 }, () => attempts.add(key, undefined, { now, expiresAt: later })),
    );
    expect(counted.map(({ failures }) => failures).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, index) => index + 1),
    );
    const locked = await Promise.all(
      Array.from({ length: 50 }, () => attempts.lock(key, 0, { now, lockUntil: later })),
    );
    expect(locked.filter(Boolean)).toHaveLength(1);
  });

  it('do not keep out those who have the right one, however many come at once', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => logIn(jane.email, PASSWORD)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 200));
  });
});

describe('a stranger', () => {
  it('does not keep an owner out who has signed in from that network before', async () => {
    expect((await logIn(jane.email, PASSWORD, HOME)).status).toBe(200);
    await guesses(8, jane.email, AWAY);
    expect((await logIn(jane.email, PASSWORD, HOME)).status).toBe(200);
    expect((await logIn(jane.email, PASSWORD, AWAY)).status).toBe(429);
    // Whoever guesses from there has to wait like everybody.
    expect(await guesses(6, jane.email, HOME)).toEqual([401, 401, 401, 401, 401, 429]);
  });

  it('does not where the network was stored when hashes named no key', async () => {
    await logIn(jane.email, PASSWORD, HOME);
    const { db } = test.app.get<Connection>(getConnectionToken());
    const networks = db!.collection('known_networks');
    const former = test.app
      .get(KeyedHash)
      .everStored('known network', `${String(jane._id)} ${HOME}`)
      .at(-1)!;
    expect(former).not.toContain('.');
    await networks.updateOne({ userId: jane._id }, { $set: { key: former } });
    await guesses(8, jane.email, AWAY);
    expect((await logIn(jane.email, PASSWORD, HOME)).status).toBe(200);
  });

  it('does so for ninety days', async () => {
    await logIn(jane.email, PASSWORD, HOME);
    test.clock.advance(90 * 86_400 * SECOND);
    await guesses(5, jane.email, AWAY);
    expect((await logIn(jane.email, PASSWORD, HOME)).status).toBe(429);
  });

  it('does not keep out who sets a new password with a mail, wherever that is, then or later', async () => {
    await guesses(6, jane.email, AWAY);
    await test.api.post(`${AUTH}/forgot-password`, { email: jane.email });
    const token = await tokenSentTo(test, jane.email, 'PasswordResetRequested');
    const password = 'Another-Horse-2';
    await test.api.post(`${AUTH}/reset-password`, { token, password }, from(HOME));
    await guesses(6, jane.email, AWAY);
    expect((await logIn(jane.email, password, HOME)).status).toBe(200);
  });

  it('is told of once an hour', async () => {
    const reports = async () =>
      (await published(test)).filter(
        ({ type, payload }) =>
          type === 'SuspiciousActivity' && (payload as { userId: string }).userId === String(jane._id),
      );
    await guesses(4, jane.email);
    expect(await reports()).toEqual([]);
    for (let lock = 0; lock < 3; lock += 1) {
      await guesses(2, jane.email);
      await guesses(5, jane.username);
      test.clock.advance(900 * SECOND);
    }
    expect((await reports()).map(({ payload }) => payload)).toEqual([
      { userId: String(jane._id), kind: 'many-failures' },
    ]);
    test.clock.advance(900 * SECOND);
    await guesses(1, jane.email);
    expect(await reports()).toHaveLength(2);
  });
});

describe('administrators', () => {
  it('see who has to wait', async () => {
    expect(await viewOf(jane)).toMatchObject({ loginAttempts: 0, lockUntil: null, isLocked: false });
    await guesses(7, jane.email);
    const lockUntil = new Date(test.clock.now().getTime() + 30 * SECOND).toISOString();
    const locked = { loginAttempts: 7, lockUntil, isLocked: true };
    expect(await viewOf(jane)).toMatchObject(locked);
    const { body } = await admin.get<{ data: { id: string }[] }>(`/api/v1/users?q=${jane.username}`);
    expect(body.data).toMatchObject([{ id: String(jane._id), ...locked }]);
    test.clock.advance(30 * SECOND);
    expect(await viewOf(jane)).toMatchObject({ loginAttempts: 7, lockUntil: null, isLocked: false });
  });

  it('open the way, from every network and for every name', async () => {
    await logIn(jane.email, PASSWORD, HOME);
    await guesses(6, jane.email, HOME);
    await guesses(6, jane.email, AWAY);
    await guesses(6, jane.username, AWAY);
    expect(await admin.post(at(jane, '/unlock'))).toMatchObject({
      status: 200,
      body: { loginAttempts: 0, isLocked: false },
    });
    for (const address of [HOME, AWAY])
      expect((await logIn(jane.email, PASSWORD, address)).status, address).toBe(200);
    const recorded = await recordedBesidesSignIns(test, String(jane._id));
    expect(recorded.map(({ action }) => action as string)).toEqual(['auth.locked', 'user.unlocked']);
    // What was guessed stays for as long as the entry does.
    expect(recorded[0]!['after']).toEqual({
      kind: 'password',
      failures: 5,
      until: expect.any(String) as string,
    });
    expect((await admin.post('/api/v1/users/ffffffffffffffffffffffff/unlock')).status).toBe(404);
    const [, student] = await signedIn(test, 'student');
    expect((await student.post(at(jane, '/unlock'))).status).toBe(403);
  });
});

it('keeps neither networks nor names that were typed', async () => {
  const name = nobody();
  await guess(name, HOME);
  await logIn(jane.email, PASSWORD, HOME);
  const { db } = test.app.get<Connection>(getConnectionToken());
  const stored = await Promise.all(
    ['sign_in_attempts', 'known_networks'].map((it) => db!.collection(it).find().toArray()),
  );
  const everything = JSON.stringify(stored);
  for (const secret of [name, jane.email, HOME]) expect(everything).not.toContain(secret);
});
