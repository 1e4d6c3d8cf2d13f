import { getModelToken } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Accounts } from '../../src/modules/users/index.js';
import { USER_MODEL, type UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import { at, signedIn, USERS } from '../support/administration.js';
import { eventually } from '../support/eventually.js';
import { createUser } from '../support/people.js';
import { logIn, ME, me, refresh, type Tokens } from '../support/sessions.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const SECOND = 1_000;
const FIVE_MINUTES = 300 * SECOND;

let test: TestApp;
let jane: UserDocument;
let tokens: Tokens;

beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());
beforeEach(async () => {
  jane = await createUser(test);
  tokens = (await logIn(test, { email: jane.email })).body;
});

const stored = async () =>
  (await test.app.get<Model<UserDocument>>(getModelToken(USER_MODEL)).collection.findOne({ _id: jane._id }))!;
const now = () => test.clock.now();
const eventuallySeen = (time: Date) =>
  eventually(async () => expect((await stored()).lastActivityAt).toEqual(time));

describe('when somebody was last here', () => {
  it('is when they sign in, and when they ask for anything later, once in five minutes', async () => {
    const signedInAt = now();
    expect((await stored()).lastActivityAt).toEqual(signedInAt);
    const { updatedAt } = await stored();

    test.clock.advance(FIVE_MINUTES);
    expect((await me(test, tokens)).status).toBe(200);
    const first = now();
    await eventuallySeen(first);

    test.clock.advance(FIVE_MINUTES - SECOND);
    tokens = (await refresh(test, tokens)).body;
    expect((await me(test, tokens)).status).toBe(200);
    test.clock.advance(60 * SECOND);
    expect((await me(test, tokens)).status).toBe(200);
    // Had the one before been noted, this one would not be.
    await eventuallySeen(now());
    // It is no change of the account.
    expect((await stored()).updatedAt).toEqual(updatedAt);
  });

  it('is noted once, whichever instances and sessions it was', async () => {
    const accounts = test.app.get(Accounts);
    const id = jane._id.toString();
    const before = now().getTime();
    const times = [FIVE_MINUTES, FIVE_MINUTES + 10, FIVE_MINUTES + 20].map(
      (after) => new Date(before + after),
    );
    for (const time of times) await accounts.noteActivity(id, time);
    expect((await stored()).lastActivityAt).toEqual(times[0]);
  });

  it('is shown to its owner and to administrators, and to nobody else', async () => {
    const [, admin] = await signedIn(test, 'admin');
    const lastActivityAt = (await stored()).lastActivityAt!.toISOString();
    expect((await test.api.as(tokens.accessToken).get(ME)).body).toMatchObject({ lastActivityAt });
    expect((await admin.get(at(jane))).body).toMatchObject({ lastActivityAt });
    const { body } = await admin.get<{ data: object[] }>(`${USERS}?q=${jane.username}`);
    expect(body.data).toMatchObject([{ lastActivityAt }]);
    const profile = await test.api.get(`${USERS}/${jane.username}/profile`);
    expect(profile.status).toBe(200);
    expect(profile.text).not.toMatch(/activity|login/i);
  });

  it('is never of somebody who was not here yet', async () => {
    const [, admin] = await signedIn(test, 'admin');
    const newcomer = await createUser(test);
    expect((await admin.get(at(newcomer))).body).toMatchObject({ lastActivityAt: null });
  });
});
