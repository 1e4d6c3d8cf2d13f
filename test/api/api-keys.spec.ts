import { getConnectionToken } from '@nestjs/mongoose';
import { Types, type Connection } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Permission, SERVICE_SCOPES } from '../../src/common/access/index.js';
import type { UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import { at, REASON, signedIn, USERS } from '../support/administration.js';
import type { ApiClient } from '../support/api-client.js';
import { recordedBesidesSignIns } from '../support/audit.js';
import { createUser, PASSWORD } from '../support/people.js';
import {
  API_KEYS,
  createProgram,
  createServiceAccount,
  SERVICE_ACCOUNTS,
  type KeyValues,
  type Program,
} from '../support/service-accounts.js';
import { AUTH, ME } from '../support/sessions.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

/** Needs `analytics:read`. */
const REPORTS = '/api/v1/analytics';
const DEAD = { status: 401, body: { code: 'invalid-token' } };
const FORBIDDEN = { status: 403, body: { code: 'insufficient-permissions' } };

let test: TestApp;
let second: TestApp;
let admin: UserDocument;
let asAdmin: ApiClient;

beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());
beforeEach(async () => {
  [admin, asAdmin] = await signedIn(test, 'admin');
});

const program = (values: KeyValues = {}): Promise<Program> => createProgram(test, asAdmin, values);
const keys = () => test.app.get<Connection>(getConnectionToken()).collection('api_keys');
const shown = async ({ keyId }: Program) => (await asAdmin.get(`${API_KEYS}/${keyId}`)).body;
const change = (keyId: string, body: object) => asAdmin.send('PATCH', `${API_KEYS}/${keyId}`, { body });

describe('a service account', () => {
  it('is made by an administrator, and nobody can sign in to it', async () => {
    const { status, headers, body } = await asAdmin.post<{ id: string; username: string }>(SERVICE_ACCOUNTS, {
      name: 'Nightly import',
    });
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`${USERS}/${body.id}`);
    expect(body).toMatchObject({ name: 'Nightly import' });
    expect((await asAdmin.get(`${USERS}/${body.id}`)).body).toMatchObject({
      role: 'service',
      status: 'active',
    });
    for (const password of [PASSWORD, ''])
      expect((await test.api.post(`${AUTH}/login`, { email: body.username, password })).status).toBe(401);
    expect(await recordedBesidesSignIns(test, body.id)).toMatchObject([{ action: 'auth.service-created' }]);
  });

  it('is made by nobody else', async () => {
    for (const role of ['student', 'instructor', 'moderator'] as const) {
      const [, client] = await signedIn(test, role);
      expect(await client.post(SERVICE_ACCOUNTS, { name: 'x' })).toMatchObject(FORBIDDEN);
    }
    const { client } = await program();
    expect(await client.post(SERVICE_ACCOUNTS, { name: 'x' })).toMatchObject(FORBIDDEN);
  });
});

describe('making a key', () => {
  it('shows it once, and keeps its hash', async () => {
    const serviceAccountId = await createServiceAccount(asAdmin);
    const order = { serviceAccountId, name: 'Import', scopes: [Permission.ReadAnalytics] };
    const { status, headers, body } = await asAdmin.post<{ id: string; key: string; prefix: string }>(
      API_KEYS,
      order,
    );
    expect(status).toBe(201);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('location')).toBe(`${API_KEYS}/${body.id}`);
    expect(body.key).toMatch(new RegExp(`^lyc_${body.prefix}_[0-9a-f]{72}$`));
    expect(body).toMatchObject({
      ...order,
      createdBy: admin._id.toString(),
      rateLimitPerMinute: null,
      expiresAt: null,
      lastUsedAt: null,
      revokedAt: null,
    });
    const secret = body.key.split('_')[2]!;
    const stored = JSON.stringify(await keys().find({}).toArray());
    const others = [
      (await asAdmin.get(API_KEYS)).text,
      (await asAdmin.get(`${API_KEYS}/${body.id}`)).text,
      JSON.stringify(await recordedBesidesSignIns(test, body.id)),
    ];
    for (const text of [stored, ...others]) expect(text).not.toContain(secret.slice(0, 64));
  });

  it('is for service accounts alone', async () => {
    const jane = await createUser(test);
    for (const serviceAccountId of [jane._id.toString(), new Types.ObjectId().toString()])
      expect(
        await asAdmin.post(API_KEYS, { serviceAccountId, name: 'x', scopes: [Permission.ReadAnalytics] }),
      ).toMatchObject({ status: 422, body: { code: 'not-a-service-account' } });
  });

  it('gives no scope that is for people or for making more accounts, roles and keys', async () => {
    const serviceAccountId = await createServiceAccount(asAdmin);
    const others = Object.values(Permission).filter((permission) => !SERVICE_SCOPES.includes(permission));
    expect(others).toEqual(
      expect.arrayContaining([
        Permission.OwnAccount,
        Permission.ManageUsers,
        Permission.ManageApiKeys,
        Permission.Operations,
      ]),
    );
    for (const scopes of [...others.map((scope) => [scope]), [], ['*'], 'analytics:read', null])
      expect(
        await asAdmin.post(API_KEYS, { serviceAccountId, name: 'x', scopes }),
        JSON.stringify(scopes),
      ).toMatchObject({ status: 400, body: { code: 'validation-failed', errors: [{ pointer: '/scopes' }] } });
  });

  it('asks for a name and scopes, which a change may leave out', async () => {
    const serviceAccountId = await createServiceAccount(asAdmin);
    const answer = await asAdmin.post<{ errors: object[] }>(API_KEYS, { serviceAccountId });
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toMatchObject([
      { pointer: '/name', code: 'required' },
      { pointer: '/scopes', code: 'required' },
    ]);
  });

  it('takes no end that is over', async () => {
    const serviceAccountId = await createServiceAccount(asAdmin);
    const order = { serviceAccountId, name: 'x', scopes: [Permission.ReadAnalytics] };
    for (const expiresAt of [test.clock.now().toISOString(), 'soon', 5])
      expect(await asAdmin.post(API_KEYS, { ...order, expiresAt }), String(expiresAt)).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: '/expiresAt' }] },
      });
  });

  it('asks for a recent proof of identity; revoking does not', async () => {
    const { keyId } = await program();
    const { body } = await test.api.post<{ accessToken: string; refreshToken: string }>(`${AUTH}/login`, {
      email: admin.email,
      password: PASSWORD,
    });
    test.clock.advance(590_000);
    const { body: renewed } = await test.api.post<{ accessToken: string }>(`${AUTH}/refresh`, {
      refreshToken: body.refreshToken,
    });
    test.clock.advance(10_000);
    const client = test.api.as(renewed.accessToken);
    for (const answer of [
      await client.post(API_KEYS, {}),
      await client.send('PATCH', `${API_KEYS}/${keyId}`, { body: {} }),
    ])
      expect(answer).toMatchObject({ status: 403, body: { code: 'reauthentication-required' } });
    expect((await client.send('DELETE', `${API_KEYS}/${keyId}`)).status).toBe(204);
  });
});

describe('a key', () => {
  it('opens what its scopes say, and nothing else', async () => {
    const { client } = await program({ scopes: [Permission.ReadAnalytics] });
    expect((await client.get(REPORTS)).status).toBe(200);
    expect(await client.post('/api/v1/categories', { name: 'x', description: 'x' })).toMatchObject(FORBIDDEN);
    for (const path of [
      ME,
      `${AUTH}/2fa`,
      `${USERS}/me/preferences`,
      '/api/v1/notifications',
      API_KEYS,
      USERS,
    ])
      expect(await client.get(path), path).toMatchObject(FORBIDDEN);
  });

  it('opens nothing when it is mistyped, cut, of nobody, or sent in another way', async () => {
    const { key } = await program();
    const other = await program();
    const mixed = `${key.slice(0, 17)}${other.key.slice(17)}`;
    for (const wrong of [
      `${key}0`,
      key.slice(0, -1),
      mixed,
      'lyc_',
      `lyc_${'0'.repeat(12)}_${'0'.repeat(72)}`,
    ])
      expect(await test.api.as(wrong).get(REPORTS), wrong).toMatchObject(DEAD);
    expect(await test.api.get(REPORTS, { authorization: `Basic ${key}` })).toMatchObject(DEAD);
    expect(await test.api.get(REPORTS, { 'x-api-key': key })).toMatchObject({ body: { code: 'no-token' } });
  });

  it('is not recognised by its checksum alone', async () => {
    const { key, keyId } = await program();
    await keys().updateOne({ _id: new Types.ObjectId(keyId) }, { $set: { secretHash: 'x'.repeat(43) } });
    expect(await test.api.as(key).get(REPORTS)).toMatchObject(DEAD);
  });

  it('ends at its time', async () => {
    const expiresAt = new Date(test.clock.now().getTime() + 60_000).toISOString();
    const { client } = await program({ expiresAt });
    test.clock.advance(59_999);
    expect((await client.get(REPORTS)).status).toBe(200);
    test.clock.advance(1);
    expect(await client.get(REPORTS)).toMatchObject(DEAD);
  });

  it('is dead for good once it is revoked', async () => {
    const used = await program();
    expect((await used.client.get(REPORTS)).status).toBe(200);
    expect((await asAdmin.send('DELETE', `${API_KEYS}/${used.keyId}`)).status).toBe(204);
    expect(await used.client.get(REPORTS)).toMatchObject(DEAD);
    expect(await shown(used)).toMatchObject({ revokedAt: test.clock.now().toISOString() });
    expect((await asAdmin.send('DELETE', `${API_KEYS}/${used.keyId}`)).status).toBe(404);
    expect((await change(used.keyId, { name: 'Again' })).status).toBe(404);
    const actions = (await recordedBesidesSignIns(test, used.keyId)).map(({ action }) => action as string);
    expect(actions).toEqual(['auth.api-key-created', 'auth.api-key-revoked']);
  });

  it('is revoked once, however many revoke it at once', async () => {
    const { keyId } = await program();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => asAdmin.send('DELETE', `${API_KEYS}/${keyId}`)),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, ...Array<number>(7).fill(404)]);
  });

  it('is dead while its service account is suspended, and when that is deleted or becomes another role', async () => {
    const { client, accountId } = await program();
    const account = { _id: new Types.ObjectId(accountId) };
    await asAdmin.post(at(account, '/suspend'), REASON);
    expect(await client.get(REPORTS)).toMatchObject(DEAD);
    await asAdmin.post(at(account, '/activate'));
    expect((await client.get(REPORTS)).status).toBe(200);

    const users = test.app.get<Connection>(getConnectionToken()).collection('users');
    for (const values of [{ isDeleted: true }, { isDeleted: false, role: 'admin' }]) {
      await users.updateOne(account, { $set: values });
      expect(await client.get(REPORTS), JSON.stringify(values)).toMatchObject(DEAD);
    }
  });

  it('has a limit of its own, which the others of the account and their makers do not share', async () => {
    const limited = await program({ rateLimitPerMinute: 2 });
    const { body } = await asAdmin.post<{ key: string }>(API_KEYS, {
      serviceAccountId: limited.accountId,
      name: 'Another',
      scopes: [Permission.ReadAnalytics],
    });
    const first = await limited.client.get(REPORTS);
    expect(first.headers.get('ratelimit-limit')).toBe('2');
    expect((await limited.client.get(REPORTS)).status).toBe(200);
    expect(await limited.client.get(REPORTS)).toMatchObject({
      status: 429,
      body: { code: 'too-many-requests' },
    });
    expect((await test.api.as(body.key).get(REPORTS)).status).toBe(200);
    expect((await asAdmin.get(REPORTS)).status).toBe(200);
  });

  it('shows when it was used last, written once a minute', async () => {
    const used = await program();
    const first = test.clock.now();
    await Promise.all(Array.from({ length: 5 }, () => used.client.get(REPORTS)));
    expect(await shown(used)).toMatchObject({ lastUsedAt: first.toISOString() });
    test.clock.advance(59_999);
    await used.client.get(REPORTS);
    expect(await shown(used)).toMatchObject({ lastUsedAt: first.toISOString() });
    test.clock.advance(1);
    await used.client.get(REPORTS);
    expect(await shown(used)).toMatchObject({ lastUsedAt: test.clock.now().toISOString() });
  });

  it('can do nothing that asks for a proof of identity, whatever its scopes say', async () => {
    const { client, keyId } = await program();
    await keys().updateOne(
      { _id: new Types.ObjectId(keyId) },
      { $set: { scopes: [Permission.ManageApiKeys, Permission.ReadAnalytics] } },
    );
    expect((await client.get(REPORTS)).status).toBe(200);
    expect(await client.get(API_KEYS)).toMatchObject(FORBIDDEN);
  });

  it('stands in no line of the log', async () => {
    const { key, client } = await program();
    await client.get(REPORTS);
    await test.api.as(`${key}0`).get(REPORTS);
    expect(test.log.join()).not.toContain(key.split('_')[2]);
  });
});

describe('changing a key', () => {
  it('counts from the next request on, and leaves what is not named', async () => {
    const { client, keyId } = await program({ scopes: [Permission.ReadAnalytics], rateLimitPerMinute: 50 });
    const { status, body } = await change(keyId, { name: 'Other', scopes: [Permission.Moderate] });
    expect(status).toBe(200);
    expect(body).toMatchObject({ name: 'Other', scopes: [Permission.Moderate], rateLimitPerMinute: 50 });
    expect(await client.get(REPORTS)).toMatchObject(FORBIDDEN);
    await change(keyId, { scopes: [Permission.ReadAnalytics], rateLimitPerMinute: null });
    const answer = await client.get(REPORTS);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('ratelimit-limit')).not.toBe('50');
  });

  it('gives no scope that keys may not have', async () => {
    const { keyId } = await program();
    expect((await change(keyId, { scopes: [Permission.ManageUsers] })).status).toBe(400);
    expect((await change(keyId, { scopes: null })).status).toBe(400);
    expect((await change(keyId, { prefix: 'x' })).status).toBe(400);
  });
});

describe('the list of keys', () => {
  it('has those of all accounts, or of one, the newest first', async () => {
    const one = await program();
    test.clock.advance(1000);
    const other = await program();
    const ids = async (query = '') =>
      (await asAdmin.get<{ data: { id: string }[] }>(API_KEYS + query)).body.data.map(({ id }) => id);
    expect((await ids()).slice(0, 2)).toEqual([other.keyId, one.keyId]);
    expect(await ids(`?serviceAccountId=${one.accountId}`)).toEqual([one.keyId]);
    expect(await ids('?limit=1')).toEqual([other.keyId]);
  });
});

describe('on another instance', () => {
  beforeAll(async () => {
    second = await startTestApp();
  });
  afterAll(() => second.app.close());

  it('a revoked key is dead at the next request', async () => {
    const { key, keyId } = await program();
    const there = second.api.as(key);
    expect((await there.get(REPORTS)).status).toBe(200);
    await asAdmin.send('DELETE', `${API_KEYS}/${keyId}`);
    expect(await there.get(REPORTS)).toMatchObject(DEAD);
  });
});
