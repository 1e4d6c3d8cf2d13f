import { OneTimeTokens } from '../../src/modules/auth/application/one-time-tokens.js';
import { createUser, PASSWORD } from '../support/people.js';
import type { TestApp } from '../support/test-app.js';
import { enableTwoFactor, totp } from '../support/two-factor.js';

const AUTH = '/api/v1/auth';

type Headers = Readonly<Record<string, string>>;

/** People on their way to a second factor, as the headers of their requests, and codes that are good for one call. */
export interface SecondFactors {
  readonly none: Headers;
  readonly pending: { readonly headers: Headers; readonly code: string };
  /** Stays as it is. */
  readonly undecided: Headers;
  readonly toDisable: Guarded;
  readonly toRenew: Guarded;
  readonly toReset: Guarded;
  /** Stays as it is. */
  readonly on: Guarded;
  readonly challenge: { readonly challenge: string; readonly code: string };
  readonly otherChallenge: string;
  /** Of a sign-in at another provider that asks for a code. */
  readonly signInCode: string;
}

interface Guarded {
  readonly userId: string;
  readonly email: string;
  readonly headers: Headers;
  readonly code: string;
}

export async function createSecondFactors(test: TestApp): Promise<SecondFactors> {
  const somebody = async () => {
    const { _id, email } = await createUser(test);
    const { body } = await test.api.post<{ accessToken: string }>(`${AUTH}/login`, {
      email,
      password: PASSWORD,
    });
    const headers = { authorization: `Bearer ${body.accessToken}` };
    return { userId: _id.toString(), email, headers, client: test.api.as(body.accessToken) };
  };
  const pending = async () => {
    const { headers, client } = await somebody();
    const { body } = await client.post<{ secret: string }>(`${AUTH}/2fa/setup`);
    return { headers, secret: body.secret };
  };
  const guarded = async () => {
    const { client, ...person } = await somebody();
    return { ...person, ...(await enableTwoFactor(test, client)) };
  };
  const people = {
    toDisable: await guarded(),
    toRenew: await guarded(),
    toReset: await guarded(),
    on: await guarded(),
  };
  const waiting = await pending();
  // The clock has come to rest: these are the codes of now.
  const now = <T extends { secret: string }>(person: T) => ({ ...person, code: totp(test, person.secret) });
  const on = now(people.on);
  const challengeFor = async ({ email }: Guarded) =>
    (await test.api.post<{ challenge: string }>(`${AUTH}/login`, { email, password: PASSWORD })).body
      .challenge;
  return {
    none: (await somebody()).headers,
    pending: now(waiting),
    undecided: (await pending()).headers,
    toDisable: now(people.toDisable),
    toRenew: now(people.toRenew),
    toReset: now(people.toReset),
    on,
    challenge: { challenge: await challengeFor(on), code: on.code },
    otherChallenge: await challengeFor(on),
    signInCode: (await test.app.get(OneTimeTokens).issue(on.userId, 'oauth_sign_in')).token,
  };
}
