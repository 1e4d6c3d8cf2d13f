import { emailOf, type GithubPerson } from '../../tools/standins/github/index.ts';
import { OAuthAccountRepository } from '../../src/modules/auth/persistence/oauth-account.repository.js';
import type { Answer } from '../support/api-client.js';
import { comeBack, consentAs, type WayBack } from '../support/github.js';
import { codeSentTo, tokenSentTo } from '../support/one-time-tokens.js';
import { createUser, PASSWORD, signIn } from '../support/people.js';
import type { TestApp } from '../support/test-app.js';

const AUTH = '/api/v1/auth';

/** What proves who somebody is, each good for one call. */
export interface Identity {
  readonly refreshToken: string;
  readonly verificationToken: string;
  readonly resetToken: string;
  /** Ways back from GitHub, of somebody who is welcome and of two who aren't. */
  readonly github: Readonly<Record<'welcome' | 'taken' | 'nameless', WayBack>>;
  readonly signInCode: string;
  /** Tokens of two changes of address that are on their way. */
  readonly emailChanges: Readonly<Record<'toConfirm' | 'toRefuse', string>>;
  /** A code that was sent by mail, and to whom. */
  readonly emailCode: { readonly email: string; readonly code: string };
  /** Somebody whose only way in is an account elsewhere, and somebody who has a password, too. */
  readonly linked: Readonly<Record<'only' | 'also', { readonly authorization: string }>>;
}

const TAKEN = 'taken@example.com';

/** People at GitHub whom the application meets in different ways. */
export const GITHUB_PEOPLE: readonly GithubPerson[] = [
  { id: 1, login: 'welcome', name: 'Grace Hopper', emails: [emailOf('grace@example.com')] },
  { id: 2, login: 'taken', name: null, emails: [emailOf(TAKEN)] },
  { id: 3, login: 'nameless', name: null, emails: [] },
  { id: 5, login: 'only', name: null, emails: [emailOf('only@example.com')] },
  { id: 4, login: 'other', name: null, emails: [emailOf('other@example.com')] },
];

/** @returns the token of the mail to the new address, or to the old */
async function beginEmailChange(
  test: TestApp,
  mail: 'NewEmailToConfirm' | 'EmailChangeRequested',
): Promise<string> {
  // An address that was never confirmed needn't agree: the new one alone decides.
  const emailVerifiedAt = mail === 'NewEmailToConfirm' ? null : new Date();
  const user = await createUser(test, { emailVerifiedAt });
  const client = await signIn(test, user);
  await client.post(`${AUTH}/change-email`, { newEmail: `other-${user.email}` });
  return tokenSentTo(test, user.email, mail);
}

/** Needs an application that {@link GITHUB_PEOPLE} can sign in to. */
export async function createIdentity(test: TestApp): Promise<Identity> {
  const { api } = test;
  const { email } = await createUser(test, { email: TAKEN, emailVerifiedAt: null });
  const signedIn = await api.post<{ refreshToken: string }>(`${AUTH}/login`, { email, password: PASSWORD });
  await api.post(`${AUTH}/verify-email/resend`, { email });
  await api.post(`${AUTH}/forgot-password`, { email });
  await api.post(`${AUTH}/otp/request`, { email });
  const back = await comeBack(api, await consentAs('other', api));
  return {
    refreshToken: signedIn.body.refreshToken,
    verificationToken: await tokenSentTo(test, email, 'EmailVerificationRequested'),
    resetToken: await tokenSentTo(test, email, 'PasswordResetRequested'),
    emailChanges: {
      toConfirm: await beginEmailChange(test, 'NewEmailToConfirm'),
      toRefuse: await beginEmailChange(test, 'EmailChangeRequested'),
    },
    emailCode: { email, code: (await codeSentTo(test, email))! },
    github: {
      welcome: await consentAs('welcome', api),
      taken: await consentAs('taken', api),
      nameless: await consentAs('nameless', api),
    },
    signInCode: codeIn(back),
    linked: { only: await signedInAtGithub(test, 'only'), also: await linkedToo(test) },
  };
}

const codeIn = ({ headers }: Answer) => new URL(headers.get('location')!).searchParams.get('code')!;

async function signedInAtGithub({ api }: TestApp, login: string) {
  const code = codeIn(await comeBack(api, await consentAs(login, api)));
  const { body } = await api.post<{ accessToken: string }>(`${AUTH}/github/token`, { code });
  return { authorization: `Bearer ${body.accessToken}` };
}

async function linkedToo(test: TestApp) {
  const { _id, email } = await createUser(test);
  const identity = { provider: 'github', providerUserId: '6', name: 'also' };
  await test.app.get(OAuthAccountRepository).link(identity, _id.toString());
  const { body } = await test.api.post<{ accessToken: string }>(`${AUTH}/login`, {
    email,
    password: PASSWORD,
  });
  return { authorization: `Bearer ${body.accessToken}` };
}
