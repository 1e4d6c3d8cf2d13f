import { SERVICE_SCOPES, type Permission } from '../../src/common/access/index.js';
import { signedIn } from './administration.js';
import type { ApiClient } from './api-client.js';
import type { TestApp } from './test-app.js';

export const API_KEYS = '/api/v1/auth/api-keys';
export const SERVICE_ACCOUNTS = '/api/v1/auth/service-accounts';

/** A program at work. */
export interface Program {
  readonly keyId: string;
  readonly accountId: string;
  readonly key: string;
  /** The API, asked with the key. */
  readonly client: ApiClient;
}

export interface KeyValues {
  readonly name?: string;
  readonly scopes?: readonly Permission[];
  readonly expiresAt?: string | null;
  readonly rateLimitPerMinute?: number | null;
}

export async function createServiceAccount(admin: ApiClient, name = 'Nightly import'): Promise<string> {
  return (await admin.post<{ id: string }>(SERVICE_ACCOUNTS, { name })).body.id;
}

/** A key of a service account of its own, with every scope that there is unless said otherwise. */
export async function createProgram(
  test: TestApp,
  admin: ApiClient,
  values: KeyValues = {},
): Promise<Program> {
  const accountId = await createServiceAccount(admin);
  const { body } = await admin.post<{ id: string; key: string }>(API_KEYS, {
    serviceAccountId: accountId,
    name: 'A key',
    scopes: SERVICE_SCOPES,
    ...values,
  });
  return { keyId: body.id, accountId, key: body.key, client: test.api.as(body.key) };
}

/** The API, asked by a program of which nothing else matters. */
export async function programOf(test: TestApp, values: KeyValues = {}): Promise<ApiClient> {
  const [, admin] = await signedIn(test, 'admin');
  return (await createProgram(test, admin, values)).client;
}
