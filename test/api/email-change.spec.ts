import { getConnectionToken, getModelToken } from '@nestjs/mongoose';
import type { Connection, Model } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OneTimeLinks } from '../../src/modules/auth/index.js';
import { USER_MODEL, type UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import { published } from '../support/administration.js';
import { codeSentTo, eventsFor, tokenSentTo } from '../support/one-time-tokens.js';
import { createUser, PASSWORD } from '../support/people.js';
import { AUTH, logIn, me, refresh, type Tokens } from '../support/sessions.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const HOUR = 3_600_000;
const REFUSED = { status: 400, body: { code: 'invalid-or-expired-token' } };

let test: TestApp;
let users: Model<UserDocument>;
let jane: UserDocument;
let here: Tokens;
let serial = 0;
beforeAll(async () => {
  test = await startTestApp();
  users = test.app.get(getModelToken(USER_MODEL));
});
afterAll(() => test.close());
beforeEach(async () => {
  jane = await createUser(test);
  here = (await logIn(test, { email: jane.email })).body;
});

const anAddress = () => `new${(serial += 1)}@example.org`;
const ask = (newEmail: string, by = here) =>
  test.api.as(by.accessToken).post(`${AUTH}/change-email`, { newEmail });
const confirm = (token: string) => test.api.post(`${AUTH}/change-email/confirm`, { token });
const refuse = (token: string) => test.api.post(`${AUTH}/change-email/refuse`, { token });
const pending = async () => (await me(test, here)).body['emailChange'];
const emailNow = async () => (await users.findById(jane._id).lean())!.email;

/** The tokens of the latest mails, to the old and to the new address. */
async function tokens(): Promise<{ old: string; new: string }> {
  const events = (await published(test)).filter(
    ({ payload }) => (payload as { userId?: string }).userId === String(jane._id),
  );
  const tokenOf = async (type: string) => {
    const event = events.findLast((it) => it.type === type);
    const link =
      event && (await test.app.get(OneTimeLinks).linkOf((event.payload as { tokenId: string }).tokenId));
    return link === undefined ? '' : new URLSearchParams(new URL(link).hash.slice(1)).get('token')!;
  };
  return { old: await tokenOf('EmailChangeRequested'), new: await tokenOf('NewEmailToConfirm') };
}

describe('a change of address', () => {
  it.each([
    ['the old address first', ['old', 'new']],
    ['the new address first', ['new', 'old']],
  ] as const)('happens when both have confirmed it: %s', async (_order, [first, last]) => {
    const address = anAddress();
    expect(await ask(` ${address.toUpperCase()} `)).toMatchObject({ status: 202, text: '' });
    const sent = await tokens();
    expect(await confirm(sent[first])).toMatchObject({ status: 204, text: '' });
    expect(await emailNow()).toBe(jane.email);
    expect(await pending()).toMatchObject({ [`${first}Confirmed`]: true, [`${last}Confirmed`]: false });
    expect((await confirm(sent[last])).status).toBe(204);
    expect(await emailNow()).toBe(address);
    expect((await me(test, here)).body).toMatchObject({
      email: address,
      emailVerified: true,
      emailChange: null,
    });
    expect((await logIn(test, { email: jane.email })).status).toBe(401);
    expect((await logIn(test, { email: address })).status).toBe(200);
    for (const token of [sent.old, sent.new]) expect(await confirm(token)).toMatchObject(REFUSED);
  });

  it('happens once, however many confirm at once', async () => {
    const address = anAddress();
    await ask(address);
    const sent = await tokens();
    const answers = await Promise.all(
      [sent.old, sent.new, sent.old, sent.new, sent.old, sent.new].map(confirm),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 204, 400, 400, 400, 400]);
    expect(await emailNow()).toBe(address);
    const types = (await eventsFor(test, address)).map(({ type }) => type);
    expect(types.filter((type) => type === 'EmailChanged')).toHaveLength(1);
  });

  it('needs the new address alone where the old one was never confirmed', async () => {
    await users.collection.updateOne({ _id: jane._id }, { $set: { emailVerifiedAt: null } });
    const address = anAddress();
    await ask(address);
    expect(await pending()).toMatchObject({ newEmail: address, needsOldConfirmation: false });
    expect((await confirm((await tokens()).new)).status).toBe(204);
    expect(await emailNow()).toBe(address);
  });

  it('ends all sessions but the one that asked, and whatever was sent to the old address', async () => {
    const elsewhere = (await logIn(test, { email: jane.email })).body;
    await test.api.post(`${AUTH}/forgot-password`, { email: jane.email });
    const reset = await tokenSentTo(test, jane.email, 'PasswordResetRequested');
    await test.api.post(`${AUTH}/otp/request`, { email: jane.email });
    const code = await codeSentTo(test, jane.email);
    await ask(anAddress());
    const sent = await tokens();
    await confirm(sent.new);
    await confirm(sent.old);
    expect((await me(test, here)).status).toBe(200);
    expect((await refresh(test, here)).status).toBe(200);
    expect((await me(test, elsewhere)).status).toBe(401);
    const password = 'Another-Horse-2';
    expect(await test.api.post(`${AUTH}/reset-password`, { token: reset, password })).toMatchObject(REFUSED);
    expect((await test.api.post(`${AUTH}/otp/verify`, { email: jane.email, code })).status).toBe(401);
  });

  it('is possible for a day', async () => {
    await ask(anAddress());
    const sent = await tokens();
    test.clock.advance(24 * HOUR - 1);
    expect((await confirm(sent.new)).status).toBe(204);
    test.clock.advance(1);
    expect(await confirm(sent.old)).toMatchObject(REFUSED);
    expect(await emailNow()).toBe(jane.email);
  });

  it('takes the place of the one before', async () => {
    const [first, second] = [anAddress(), anAddress()];
    await ask(first);
    const former = await tokens();
    await confirm(former.old);
    await ask(second);
    expect(await pending()).toMatchObject({ newEmail: second, oldConfirmed: false });
    expect(await confirm(former.new)).toMatchObject(REFUSED);
    const sent = await tokens();
    await confirm(sent.old);
    await confirm(sent.new);
    expect(await emailNow()).toBe(second);
  });

  it('is given up by who asked, or refused from the old address', async () => {
    await ask(anAddress());
    const sent = await tokens();
    for (let time = 0; time < 2; time += 1)
      expect((await test.api.as(here.accessToken).send('DELETE', `${AUTH}/change-email`)).status).toBe(204);
    expect(await pending()).toBeNull();
    for (const token of [sent.old, sent.new]) expect(await confirm(token)).toMatchObject(REFUSED);

    await ask(anAddress());
    const again = await tokens();
    await confirm(again.new);
    expect(await refuse(again.new)).toMatchObject(REFUSED);
    expect(await refuse(again.old)).toMatchObject({ status: 204, text: '' });
    expect(await pending()).toBeNull();
    for (const token of [again.old, again.new]) expect(await confirm(token)).toMatchObject(REFUSED);
    expect(await emailNow()).toBe(jane.email);
  });

  it('asks for a recent proof of identity', async () => {
    test.clock.advance(600_000);
    here = (await refresh(test, here)).body;
    expect(await ask(anAddress())).toMatchObject({
      status: 403,
      body: { code: 'reauthentication-required' },
    });
    await test.api.as(here.accessToken).post(`${AUTH}/reauthenticate`, { password: PASSWORD });
    expect((await ask(anAddress())).status).toBe(202);
  });

  it('is refused for what is no other address', async () => {
    expect(await ask(` ${jane.email.toUpperCase()}`)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/newEmail', code: 'same-address' }] },
    });
    expect(await ask('nonsense')).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/newEmail' }] },
    });
  });
});

describe('an address that somebody else has', () => {
  it('is asked for like any other, and its owner is told', async () => {
    const bob = await createUser(test);
    const answers = [await ask(anAddress()), await ask(bob.email)];
    expect(answers.map(({ status, text }) => [status, text])).toEqual([
      [202, ''],
      [202, ''],
    ]);
    expect(await pending()).toMatchObject({ newEmail: bob.email });
    expect((await eventsFor(test, bob.email)).map(({ type }) => type)).toEqual(['AddressWanted']);
    const types = (await eventsFor(test, jane.email)).map(({ type }) => type);
    expect(types.filter((type) => type === 'NewEmailToConfirm')).toHaveLength(1);
  });

  it('stays that one’s when it was registered meanwhile, and nobody learns why', async () => {
    const address = anAddress();
    await ask(address);
    const sent = await tokens();
    await createUser(test, { email: address });
    expect((await confirm(sent.old)).status).toBe(204);
    expect(await confirm(sent.new)).toMatchObject(REFUSED);
    expect(await emailNow()).toBe(jane.email);
    expect(await pending()).toBeNull();
  });
});

it('keeps no address in the clear that an account does not have', async () => {
  const address = anAddress();
  await ask(address);
  const { db } = test.app.get<Connection>(getConnectionToken());
  const read = async () => {
    const all = (await db!.collections()).filter(({ collectionName }) => collectionName !== 'users');
    return JSON.stringify(await Promise.all(all.map((collection) => collection.find().toArray())));
  };
  expect(await read()).not.toContain(address);
  const sent = await tokens();
  await confirm(sent.old);
  await confirm(sent.new);
  expect(await read()).not.toContain(jane.email);
});
