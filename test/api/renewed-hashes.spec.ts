import { getModelToken } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuthConfig, readConfig } from '../../src/config/index.js';
import { PasswordHasher } from '../../src/infra/crypto/index.js';
import { USER_MODEL, type UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import { published } from '../support/administration.js';
import { recordedBesidesSignIns } from '../support/audit.js';
import { tokenSentTo } from '../support/one-time-tokens.js';
import { changeAccount, createUser, PASSWORD } from '../support/people.js';
import { AUTH, logIn, me, type Tokens } from '../support/sessions.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const COST = 5;
const NEW_PASSWORD = 'Another-Horse-2';

let test: TestApp;
let hasher: PasswordHasher;

beforeAll(async () => {
  test = await startTestApp({ settings: [[AuthConfig, { BCRYPT_ROUNDS: COST }]] });
  hasher = test.app.get(PasswordHasher);
});
afterAll(() => test.close());

/** The password that everybody has here, hashed when hashes cost something else. */
async function hashOf(cost: number): Promise<string> {
  const other = new PasswordHasher({ ...readConfig(AuthConfig), BCRYPT_ROUNDS: cost });
  const passwordHash = await other.hash(PASSWORD);
  await other.onModuleDestroy();
  return passwordHash;
}
const withHashOf = async (cost: number) => createUser(test, { passwordHash: await hashOf(cost) });
const signInWith = (password: string, { email }: UserDocument) =>
  test.api.post<Tokens>(`${AUTH}/login`, { email, password });

const stored = async ({ _id }: UserDocument) =>
  (await test.app.get<Model<UserDocument>>(getModelToken(USER_MODEL)).collection.findOne({ _id }))!;
const costOf = async (user: UserDocument) => Number((await stored(user)).passwordHash!.split('$')[2]);

/** Does something at the moment when a password is about to be hashed, once. */
function whenHashing(password: string, work: () => Promise<unknown>): void {
  const hash = hasher.hash.bind(hasher);
  hasher.hash = async (given) => {
    if (given !== password) return hash(given);
    hasher.hash = hash;
    const made = await hash(given);
    await work();
    return made;
  };
}

describe('a password that was hashed at another cost', () => {
  it.each([COST - 1, COST + 1])('is hashed at that of now when it is right: %i', async (cost) => {
    const user = await withHashOf(cost);
    await signInWith('Wrong-Horse-1', user);
    expect(await costOf(user)).toBe(cost);
    const { status, body } = await logIn(test, { email: user.email });
    expect(status).toBe(200);
    expect(await costOf(user)).toBe(COST);
    // It is the same password: nobody is signed out, told, or asked for it anew, and nothing is recorded.
    expect((await me(test, body)).status).toBe(200);
    expect((await stored(user)).passwordChangedAt ?? null).toBeNull();
    expect(await recordedBesidesSignIns(test, user._id.toString())).toEqual([]);
    expect((await published(test)).map(({ type }) => type)).not.toContain('PasswordChanged');
    const { passwordHash } = await stored(user);
    expect((await logIn(test, { email: user.email })).status).toBe(200);
    expect((await stored(user)).passwordHash).toBe(passwordHash);
    expect((await me(test, body)).status).toBe(200);
  });

  it('keeps nobody out who comes at the same moment', async () => {
    const user = await withHashOf(COST - 1);
    const answers = await Promise.all(
      [user.email, user.username, user.email, user.username].map((email) => logIn(test, { email })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    for (const { body } of answers) expect((await me(test, body)).status).toBe(200);
    expect(await costOf(user)).toBe(COST);
  });

  it('does not come back when a new one is set at the same moment', async () => {
    const user = await withHashOf(COST - 1);
    await test.api.post(`${AUTH}/forgot-password`, { email: user.email });
    const token = await tokenSentTo(test, user.email, 'PasswordResetRequested');
    const reset = () => test.api.post(`${AUTH}/reset-password`, { token, password: NEW_PASSWORD });
    whenHashing(PASSWORD, reset);
    expect(await logIn(test, { email: user.email })).toMatchObject({
      status: 401,
      body: { code: 'invalid-credentials' },
    });
    expect((await logIn(test, { email: user.email })).status).toBe(401);
    expect((await signInWith(NEW_PASSWORD, user)).status).toBe(200);
  });

  it('can be changed while somebody signs in with it', async () => {
    const user = await withHashOf(COST);
    const { body } = await logIn(test, { email: user.email });
    await changeAccount(test, user, { passwordHash: await hashOf(COST - 1) });
    whenHashing(NEW_PASSWORD, () => logIn(test, { email: user.email }));
    const change = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
    expect((await test.api.as(body.accessToken).post(`${AUTH}/change-password`, change)).status).toBe(204);
    expect((await logIn(test, { email: user.email })).status).toBe(401);
    expect((await signInWith(NEW_PASSWORD, user)).status).toBe(200);
  });
});
