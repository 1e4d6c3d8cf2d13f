import { generateSync } from 'otplib';
import type { UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import type { ApiClient } from './api-client.js';
import { createUser, signIn } from './people.js';
import type { TestApp } from './test-app.js';

export const TWO_FACTOR = '/api/v1/auth/2fa';

/** Somebody whose account asks for codes. */
export interface Guarded {
  readonly user: UserDocument;
  /** Signed in before. */
  readonly client: ApiClient;
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
}

/** What an authenticator app shows now, or in the step so many after. */
export const totp = ({ clock }: Pick<TestApp, 'clock'>, secret: string, later = 0): string =>
  generateSync({ secret, epoch: Math.floor(clock.now().getTime() / 1000) + later * 30 });

/** Goes on to the next time step, so that the app shows a code that was not used yet. */
export const nextStep = ({ clock }: Pick<TestApp, 'clock'>): void => clock.advance(30_000);

export async function enableTwoFactor(test: TestApp, client: ApiClient) {
  const { body } = await client.post<{ secret: string }>(`${TWO_FACTOR}/setup`);
  const code = totp(test, body.secret);
  const enabled = await client.post<{ recoveryCodes: string[] }>(`${TWO_FACTOR}/enable`, { code });
  nextStep(test);
  return { secret: body.secret, recoveryCodes: enabled.body.recoveryCodes };
}

export async function guardedUser(
  test: TestApp,
  values: Parameters<typeof createUser>[1] = {},
): Promise<Guarded> {
  const user = await createUser(test, values);
  const client = await signIn(test, user);
  return { user, client, ...(await enableTwoFactor(test, client)) };
}
