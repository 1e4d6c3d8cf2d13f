import { Types } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import { emailOf, startGithub, type GithubStandIn } from '../../tools/standins/github/index.ts';
import type { Answer } from '../support/api-client.js';
import { CLIENT_URL, comeBack, consentAs, settingsFor } from '../support/github.js';
import { codeSentTo, eventsFor, tokenSentTo } from '../support/one-time-tokens.js';
import { changeAccount, createUser, PASSWORD } from '../support/people.js';
import { AUTH, DEAD, logIn, ME, me, refresh, type Tokens } from '../support/sessions.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { guardedUser, totp, TWO_FACTOR } from '../support/two-factor.js';

const NEW_PASSWORD = 'Another-Horse-2';
const REFUSED = { status: 401, body: { code: 'provider-refused' } };

let test: TestApp;
let github: GithubStandIn;
/** An account that has everything with which people sign in. */
let program: UserDocument;
let serial = 0;

beforeAll(async () => {
  github = await startGithub();
  test = await startTestApp({ settings: [settingsFor(github)] });
});
afterAll(async () => {
  await test.close();
  await github.close();
});
beforeEach(async () => {
  program = await createUser(test);
});

/** From then on the account is one of a program, whatever it had until now. */
const becomeProgram = (account: Pick<UserDocument, '_id'> = program) =>
  changeAccount(test, account, { role: 'service' });
const nobody = () => `nobody${(serial += 1)}@example.com`;
const told = ({ status, body }: Answer<object>) => ({ status, body: { ...body, requestId: '' } });

describe('the account of a program', () => {
  it('is an unknown one with its password, under each of its names', async () => {
    await becomeProgram();
    const unknown = told(await logIn(test, { email: nobody() }));
    expect(unknown).toMatchObject({ status: 401, body: { code: 'invalid-credentials' } });
    for (const email of [program.email, program.username])
      expect(told(await logIn(test, { email })), email).toEqual(unknown);
  });

  it('makes one who tries wait like an unknown one', async () => {
    await becomeProgram();
    for (const email of [program.email, nobody()]) {
      const statuses: number[] = [];
      for (let made = 0; made < 6; made += 1) statuses.push((await logIn(test, { email })).status);
      expect(statuses, email).toEqual([401, 401, 401, 401, 401, 429]);
    }
  });

  it('is sent no code, and one that it was sent is as wrong as any', async () => {
    const ask = (email: string) => test.api.post(`${AUTH}/otp/request`, { email });
    const verify = (email: string, code: string) => test.api.post(`${AUTH}/otp/verify`, { email, code });
    await ask(program.email);
    const code = (await codeSentTo(test, program.email))!;
    await becomeProgram();
    expect(told(await verify(program.email, code))).toEqual(told(await verify(nobody(), code)));

    const late = await createUser(test, { role: 'service' });
    expect(told(await ask(late.email))).toEqual(told(await ask(nobody())));
    expect(await eventsFor(test, late.email)).toEqual([]);
  });

  it('is sent no link for a new password, and one that it was sent is worth nothing', async () => {
    const forgot = (email: string) => test.api.post(`${AUTH}/forgot-password`, { email });
    const reset = (token: string) =>
      test.api.post(`${AUTH}/reset-password`, { token, password: NEW_PASSWORD });
    await forgot(program.email);
    const token = await tokenSentTo(test, program.email, 'PasswordResetRequested');
    await becomeProgram();
    expect(told(await reset(token))).toEqual(told(await reset('x'.repeat(token.length))));
    await changeAccount(test, program, { role: 'student' });
    expect((await logIn(test, { email: program.email })).status).toBe(200);

    const late = await createUser(test, { role: 'service' });
    expect(told(await forgot(late.email))).toEqual(told(await forgot(nobody())));
    expect(await eventsFor(test, late.email)).toEqual([]);
  });

  it('is let in by no other provider, neither when it comes nor with the code that it came with', async () => {
    const login = `program${(serial += 1)}`;
    github.add({ id: serial, login, name: null, emails: [emailOf(`${login}@example.com`)] });
    const come = async () => comeBack(test.api, await consentAs(login, test.api));
    const redeem = (code: string) => test.api.post<Tokens>(`${AUTH}/github/token`, { code });
    const codeOf = ({ headers }: Answer) =>
      new URL(headers.get('location') ?? CLIENT_URL).searchParams.get('code')!;
    const { body } = await redeem(codeOf(await come()));
    const { body: account } = await test.api.as(body.accessToken).get<{ id: string }>(ME);
    const code = codeOf(await come());
    await becomeProgram({ _id: new Types.ObjectId(account.id) });
    expect(await come()).toMatchObject(REFUSED);
    expect(told(await redeem(code))).toEqual(told(await redeem('x'.repeat(code.length))));
  });

  it('passes no second factor', async () => {
    const { user, secret } = await guardedUser(test);
    const asked = await test.api.post<{ challenge: string }>(`${AUTH}/login`, {
      email: user.email,
      password: PASSWORD,
    });
    await becomeProgram(user);
    const redeem = (challenge: string) =>
      test.api.post(`${TWO_FACTOR}/challenge`, { challenge, code: totp(test, secret) });
    const { challenge } = asked.body;
    expect(told(await redeem(challenge))).toEqual(told(await redeem('x'.repeat(challenge.length))));
  });

  it('goes on in no session', async () => {
    const { body } = await logIn(test, { email: program.email });
    expect((await me(test, body)).status).toBe(200);
    await becomeProgram();
    expect(await me(test, body)).toMatchObject({ status: 401, body: { code: 'invalid-token' } });
    expect(await refresh(test, body)).toMatchObject(DEAD);
  });
});
