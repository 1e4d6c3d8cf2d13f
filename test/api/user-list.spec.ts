import { getModelToken } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { People, UserReports } from '../../src/modules/users/index.js';
import { USER_MODEL, type UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import { at, signedIn, USERS } from '../support/administration.js';
import type { ApiClient } from '../support/api-client.js';
import { createUser } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let test: TestApp;
let users: Model<UserDocument>;
let admin: UserDocument;
let asAdmin: ApiClient;

beforeAll(async () => {
  test = await startTestApp();
  users = test.app.get(getModelToken(USER_MODEL));
});
afterAll(() => test.close());
beforeEach(async () => {
  await users.collection.deleteMany({});
  [admin, asAdmin] = await signedIn(test, 'admin');
});

describe('the list of accounts', () => {
  const list = async (query: Record<string, string>) => {
    const { status, body } = await asAdmin.get<{
      data: { id: string; email: string }[];
      page: { nextCursor: string | null };
    }>(`${USERS}?${new URLSearchParams(query).toString()}`);
    expect(status).toBe(200);
    return body;
  };
  const emails = async (query: Record<string, string>) =>
    (await list(query)).data.map(({ email }) => email.split('@')[0]);

  beforeEach(async () => {
    await users.collection.deleteMany({ _id: { $ne: admin._id } });
    const people = [
      { email: 'ada@x.org', username: 'countess', first: 'Ada', last: 'Lovelace', day: 1 },
      { email: 'adam@x.org', username: 'adam', first: 'Zoë', last: 'van der Berg', day: 2 },
      { email: 'zed@x.org', username: 'zed', first: 'Zed', last: 'Adamson', display: 'Émile', day: 3 },
      { email: 'kim@x.org', username: 'ada_fan', first: 'Kim', last: 'Lee', day: 4 },
    ];
    for (const { email, username, first, last, display, day } of people)
      await createUser(test, {
        email,
        username,
        profile: { firstName: first, lastName: last, displayName: display ?? null },
        nameKeys: {
          first: first === 'Zoë' ? 'zoe' : first.toLowerCase(),
          last: last.toLowerCase(),
          display: display ? 'emile' : '',
        },
        createdAt: new Date(`2026-02-0${day}T00:00:00Z`),
        ...(day === 1 && { role: 'instructor', approval: { status: 'pending' } }),
        ...(day === 2 && { status: 'suspended' }),
        ...(day === 3 && { role: 'moderator', emailVerifiedAt: null }),
      });
    await users.collection.updateOne({ _id: admin._id }, { $set: { createdAt: new Date('2026-01-01') } });
  });

  it('goes from the newest to the oldest, or back, page by page', async () => {
    const newestFirst = ['kim', 'zed', 'adam', 'ada', admin.email.split('@')[0]];
    for (const [sort, expected] of [
      ['-createdAt', newestFirst],
      ['createdAt', newestFirst.toReversed()],
    ] as const) {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await list({ sort, limit: '2', ...(cursor && { cursor }) });
        seen.push(...page.data.map(({ email }) => email.split('@')[0]!));
        ({ nextCursor: cursor } = page.page);
      } while (cursor);
      expect(seen).toEqual(expected);
    }
  });

  it.each([
    [{ role: 'instructor' }, ['ada']],
    [{ status: 'suspended' }, ['adam']],
    [{ approval: 'pending' }, ['ada']],
    [{ emailVerified: 'false' }, ['zed']],
    [{ role: 'student', emailVerified: 'true' }, ['kim', 'adam']],
    [{ role: 'service' }, []],
  ])('can be narrowed to %j', async (query: Record<string, string>, expected) => {
    expect(await emails(query)).toEqual(expected);
  });

  it.each([
    ['ada', ['kim', 'zed', 'adam', 'ada']],
    ['ADAM@X', ['adam']],
    ['countess', ['ada']],
    ['lovel', ['ada']],
    ['zoe', ['adam']],
    ['Zoë van d', ['adam']],
    ['van der', ['adam']],
    ['emile', ['zed']],
    ['Ada Love', ['ada']],
    ['.*', []],
    ['%', []],
    ['lace', []],
  ])('finds by the beginning %j of an address, a user name or a name', async (q, expected) => {
    expect(await emails({ q })).toEqual(expected);
  });

  it('searches among those that it is narrowed to, page by page', async () => {
    expect(await emails({ q: 'ada', status: 'active', role: 'student' })).toEqual(['kim']);
    const first = await list({ q: 'ada', limit: '3' });
    const { nextCursor: cursor } = first.page;
    expect(await emails({ q: 'ada', limit: '3', cursor: cursor! })).toEqual(['ada']);
  });

  it('finds people by the names that they have now', async () => {
    const kim = (await users.findOne({ email: 'kim@x.org' }))!;
    const body = { profile: { firstName: 'Łucja', lastName: 'Ångström', displayName: 'LÅ' } };
    await asAdmin.send('PATCH', at(kim), { body });
    for (const q of ['angs', 'la', 'łucja angström']) expect(await emails({ q })).toEqual(['kim']);
    expect(await emails({ q: 'lee' })).toEqual([]);
  });

  it.each<Record<string, string>>([
    { role: 'king' },
    { status: 'dead' },
    { approval: 'maybe' },
    { emailVerified: '1' },
    { q: '' },
    { sort: 'email' },
    { limit: '0' },
    { cursor: 'x' },
    { password: 'x' },
  ])('refuses %j', async (query) => {
    const { status } = await asAdmin.get(`${USERS}?${new URLSearchParams(query).toString()}`);
    expect(status).toBe(400);
  });
});

describe('what other parts of the house learn', () => {
  it('is who is in office: active and approved', async () => {
    const [moderator] = await signedIn(test, 'moderator');
    await createUser(test, { role: 'moderator', status: 'suspended' });
    await createUser(test, { role: 'admin', approval: { status: 'pending' } });
    const people = test.app.get(People);
    expect(await people.idsByRole('moderator')).toEqual([moderator._id.toString()]);
    expect(await people.idsByRole('admin')).toEqual([admin._id.toString()]);
  });

  it('is how many there are, and when they came', async () => {
    await users.collection.deleteMany({});
    const registered = ['2026-02-01T00:00:00Z', '2026-02-01T23:59:59Z', '2026-02-03T12:00:00Z'];
    for (const [index, createdAt] of registered.entries())
      await createUser(test, {
        createdAt: new Date(createdAt),
        role: index === 0 ? 'instructor' : 'student',
        ...(index === 2 && { emailVerifiedAt: null }),
      });
    await createUser(test, { isDeleted: true, createdAt: new Date('2026-02-02T00:00:00Z') });
    const reports = test.app.get(UserReports);
    expect(await reports.totals()).toEqual({
      total: 3,
      byRole: { student: 2, instructor: 1, moderator: 0, admin: 0, service: 0 },
      verified: 2,
    });
    const [from, to] = [new Date('2026-02-01T00:00:00Z'), new Date('2026-02-03T12:00:00Z')];
    expect(await reports.registrationsPerDay(from, to)).toEqual([{ day: '2026-02-01', count: 2 }]);
    expect(await reports.registrationsPerDay(from, new Date('2026-02-04T00:00:00Z'))).toEqual([
      { day: '2026-02-01', count: 2 },
      { day: '2026-02-03', count: 1 },
    ]);
  });
});
