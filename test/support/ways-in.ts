import { expect } from 'vitest';
import { emailOf, type GithubStandIn } from '../../tools/standins/github/index.ts';
import type { MailCatcher } from '../../tools/standins/mail-catcher/index.js';
import type { ApiClient } from './api-client.js';
import { comeBack, consentAs } from './github.js';
import { HALF, WHO } from './known-by.js';
import { change } from './own-account.js';
import { PASSWORD } from './people.js';
import { createProgram, type Program } from './service-accounts.js';
import { AUTH, type Tokens } from './sessions.js';
import type { Shop } from './shop.js';
import { enableTwoFactor, TWO_FACTOR } from './two-factor.js';
import { AWAY, HOME, leaveDeadLetter, STRANGER, succeeded } from './whole-life.js';

type Origin = Record<string, string>;

/** Registers somebody and confirms the address with the link of the mail. */
export async function register(
  { test }: Shop,
  catcher: MailCatcher,
  person: { email: string; firstName: string; lastName: string; username?: string },
): Promise<[userId: string, client: ApiClient]> {
  const { email, firstName, lastName, username } = person;
  const account = { email, firstName, lastName, ...(username && { username }) };
  await test.api.post(`${AUTH}/register`, { ...account, password: PASSWORD, role: 'student' }, HOME);
  const mail = await catcher.waitFor(({ to }) => to.includes(email));
  await test.api.post(`${AUTH}/verify-email`, { token: /token=([\w.-]+)/.exec(mail.text)?.[1] }, HOME);
  const { body } = await logIn(test.api, { email }, HOME);
  return [body.user.id, test.api.as(body.accessToken)];
}

const logIn = (api: ApiClient, values: object, origin: Origin) =>
  api.post<Tokens & { user: { id: string } }>(`${AUTH}/login`, { password: PASSWORD, ...values }, origin);

/**
 * Every way in is used and on its way: devices, a second factor, GitHub, links, codes, another address, and a stranger who
 * guesses. Somebody who administers gives a program its key.
 */
export async function useEveryWayIn(
  { test, admin }: Shop,
  github: GithubStandIn,
  api: ApiClient,
): Promise<{ program: Program; secret: string }> {
  const { body: me } = await api.get<{ id: string }>('/api/v1/users/me');
  const role = { body: { role: 'admin' } };
  succeeded('role', await admin.send('PUT', `/api/v1/users/${me.id}/role`, role));
  const program = await createProgram(test, api);
  for (const origin of [AWAY, HOME])
    succeeded('login', await logIn(test.api, { email: WHO.username }, origin));
  await linkGithub(test.api, api, github);
  // Mistyped at home, and guessed elsewhere until everybody there must wait.
  await logIn(test.api, { email: WHO.email, password: 'Wrong-Horse-1' }, HOME);
  for (const email of [WHO.email, WHO.username])
    for (let tried = 0; tried < 7; tried++)
      await logIn(test.api, { email, password: `Guess-${tried}-horse` }, STRANGER);
  const { secret, recoveryCodes } = await enableTwoFactor(test, api);
  succeeded('login', await logIn(test.api, { email: WHO.email, totp: recoveryCodes[0] }, AWAY));
  expect((await logIn(test.api, { email: WHO.email }, HOME)).status).toBe(401);
  for (const path of ['otp/request', 'forgot-password', 'verify-email/resend'])
    succeeded(path, await test.api.post(`${AUTH}/${path}`, { email: WHO.email }, HOME));
  succeeded('address', await api.post(`${AUTH}/change-email`, { newEmail: WHO.newEmail }, HOME));
  return { program, secret };
}

async function linkGithub(guest: ApiClient, api: ApiClient, github: GithubStandIn): Promise<void> {
  const { githubId, githubLogin: login, githubEmail, firstName, lastName } = WHO;
  const name = `${firstName} ${lastName}`;
  github.add({ id: Number(githubId), login, name, emails: [emailOf(githubEmail)] });
  const begun = await api.post<{ location: string }>(`${AUTH}/github/link`, {}, HOME);
  const location = new URL(begun.body.location);
  location.searchParams.set('login', login);
  const back = new URL((await fetch(location, { redirect: 'manual' })).headers.get('location')!);
  const cookie = (begun.headers.get('set-cookie') ?? '').split(';', 1)[0]!;
  expect((await comeBack(guest, { path: back.pathname + back.search, cookie })).status).toBe(302);
  // Comes back once, and leaves it at that the next time.
  const ticket = await comeBack(guest, await consentAs(login, guest));
  const code = new URL(ticket.headers.get('location')!).searchParams.get('code');
  succeeded('github', await guest.post(`${AUTH}/github/token`, { code }, AWAY));
  await comeBack(guest, await consentAs(login, guest));
}

/** Begins what takes two steps, and goes. What jobs hold of them, nothing but the account knows. */
export async function leaveHalfWay(shop: Shop, api: ApiClient): Promise<void> {
  succeeded('phone', await change(api, { personal: { phone: HALF.phone } }));
  for (const word of [HALF.username, HALF.phone]) await leaveDeadLetter(shop, word);
  succeeded('setup', await api.post(`${TWO_FACTOR}/setup`, undefined, HOME));
  succeeded('address', await api.post(`${AUTH}/change-email`, { newEmail: HALF.newEmail }, HOME));
  succeeded('code', await api.post(`${AUTH}/reauthenticate/code`, undefined, HOME));
  const course = await shop.addCourse();
  const order = { courseId: course._id.toString(), method: 'stripe' };
  succeeded('checkout', await api.post('/api/v1/payments/checkout', order, HOME));
}
