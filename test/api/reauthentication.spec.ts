import { Controller, Get } from '@nestjs/common';
import { getModelToken } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Allow, Permission, RecentlyAuthenticated } from '../../src/common/access/index.js';
import { createDocument, routesOf } from '../../src/common/openapi/index.js';
import { SESSION_MODEL } from '../../src/modules/auth/persistence/session.schema.js';
import type { UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import { createUser, PASSWORD } from '../support/people.js';
import { AUTH, logIn, ME, refresh, type Tokens } from '../support/sessions.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const SENSITIVE = '/api/v1/sensitive';
const REQUIRED = { status: 403, body: { code: 'reauthentication-required' } };

@Controller('sensitive')
class SensitiveController {
  @Get()
  @Allow(Permission.OwnAccount)
  @RecentlyAuthenticated()
  read(): string {
    return 'done';
  }

  @Get('payments')
  @Allow(Permission.ManagePayments)
  @RecentlyAuthenticated()
  readPayments(): string {
    return 'done';
  }
}

let test: TestApp;
let jane: UserDocument;
let tokens: Tokens;

beforeAll(async () => {
  test = await startTestApp({ controllers: [SensitiveController] });
});
afterAll(() => test.close());
beforeEach(async () => {
  jane = await createUser(test);
  tokens = (await logIn(test, { email: jane.email })).body;
});

const as = ({ accessToken }: Tokens) => test.api.as(accessToken);
const prove = (bearer: Tokens, password = PASSWORD) =>
  as(bearer).post(`${AUTH}/reauthenticate`, { password });

/** Lets ten minutes pass in which the session is kept alive. */
async function growOld(): Promise<void> {
  test.clock.advance(600_000);
  tokens = (await refresh(test, tokens)).body;
}

describe('what asks for a recent proof of identity', () => {
  it('is open for ten minutes after signing in, and not a moment more, however fresh the token', async () => {
    test.clock.advance(599_999);
    expect((await as(tokens).get(SENSITIVE)).status).toBe(200);
    tokens = (await refresh(test, tokens)).body;
    test.clock.advance(1);
    expect(await as(tokens).get(SENSITIVE)).toMatchObject(REQUIRED);
    expect((await as(tokens).get(ME)).status).toBe(200);
  });

  it('says what to do', async () => {
    await growOld();
    expect((await as(tokens).get(SENSITIVE)).body['detail']).toMatch(/auth\/reauthenticate.*sign in again/);
  });

  it('is open again after the proof, in this session and in no other', async () => {
    const elsewhere = (await logIn(test, { email: jane.email })).body;
    await growOld();
    expect(await prove(tokens)).toMatchObject({ status: 204, text: '' });
    expect((await as(tokens).get(SENSITIVE)).status).toBe(200);
    const other = (await refresh(test, elsewhere)).body;
    expect(await as(other).get(SENSITIVE)).toMatchObject(REQUIRED);
  });

  it('stays shut after a wrong proof, which looks like a wrong sign-in', async () => {
    await growOld();
    const wrong = await prove(tokens, 'Wrong-Horse-1');
    expect(wrong).toMatchObject({ status: 401, body: { code: 'invalid-credentials' } });
    expect(await as(tokens).get(SENSITIVE)).toMatchObject(REQUIRED);
  });

  it('is open to those without a password when they sign in anew', async () => {
    const model = test.app.get<Model<UserDocument>>(getModelToken('User'));
    await model.collection.updateOne({ _id: jane._id }, { $set: { passwordHash: null } });
    expect(await prove(tokens)).toMatchObject({ status: 401, body: { code: 'invalid-credentials' } });
    expect(await prove(tokens, '')).toMatchObject({ status: 401 });
  });

  it('counts a session that is older than this question from its beginning', async () => {
    const sessions = test.app.get<Model<unknown>>(getModelToken(SESSION_MODEL)).collection;
    await sessions.updateOne({ userId: jane._id }, { $unset: { authenticatedAt: 1 } });
    expect((await as(tokens).get(SENSITIVE)).status).toBe(200);
    tokens = (await logIn(test, { email: jane.email })).body;
    const old = { $unset: { authenticatedAt: 1 }, $set: { createdAt: new Date(0) } } as const;
    await sessions.updateMany({ userId: jane._id }, old);
    expect(await as(tokens).get(SENSITIVE)).toMatchObject(REQUIRED);
  });

  it('stays closed to those who may not, and to nobody in particular', async () => {
    expect(await as(tokens).get(`${SENSITIVE}/payments`)).toMatchObject({
      status: 403,
      body: { code: 'insufficient-permissions' },
    });
    expect((await test.api.get(SENSITIVE)).status).toBe(401);
  });

  it('says so in the document', () => {
    const operation = createDocument(test.app, '1').paths[SENSITIVE]!.get!;
    expect(operation).toMatchObject({ 'x-recently-authenticated': true });
    expect(operation.description).toContain('auth/reauthenticate');
    expect(JSON.stringify(operation.responses['403'])).toContain('reauthentication-required');
  });
});

it('is limited as signing in is', () => {
  const route = routesOf(test.app).find(({ operationId }) => operationId === 'authProveAgain');
  expect(route?.rateLimit).toBe('sign-in');
});
