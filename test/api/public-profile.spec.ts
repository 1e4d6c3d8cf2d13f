import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { People } from '../../src/modules/users/index.js';
import type { UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import type { ApiClient } from '../support/api-client.js';
import { change, ME, PREFERENCES } from '../support/own-account.js';
import { createUser, signIn } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let test: TestApp;
let jane: UserDocument;
let asJane: ApiClient;

beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());
beforeEach(async () => {
  jane = await createUser(test, { profile: { firstName: 'Jane', lastName: 'Smith' } });
  asJane = await signIn(test, jane);
});

describe('a public profile', () => {
  const profileOf = (username: string) => test.api.get(`/api/v1/users/${username}/profile`);

  it('shows everybody what was written for others, and nothing else', async () => {
    await change(asJane, {
      profile: { displayName: 'Prof. Smith', bio: 'Hello', gender: 'female' },
      personal: { phone: '+44 131 4960000' },
    });
    const { status, body } = await profileOf(jane.username.toUpperCase());
    expect(status).toBe(200);
    expect(body).toEqual({
      id: jane._id.toString(),
      username: jane.username,
      name: 'Prof. Smith',
      avatarUrl: `/api/v1/users/${jane._id.toString()}/avatar.svg`,
      bio: 'Hello',
      location: null,
      website: null,
      experienceLevel: 'beginner',
      socialLinks: { linkedin: null, twitter: null, github: null },
      isInstructor: false,
      memberSince: jane.createdAt.toISOString(),
    });
  });

  it('that is private cannot be told from one that does not exist', async () => {
    await change(asJane, { privacy: { profileVisibility: 'private' } }, PREFERENCES);
    const hidden = await profileOf(jane.username);
    const missing = await profileOf('nobody_at_all');
    expect(hidden.status).toBe(404);
    for (const { body } of [hidden, missing]) Object.assign(body, { requestId: '', instance: '' });
    expect(hidden.body).toEqual(missing.body);
    expect((await asJane.get(ME)).status).toBe(200);
  });

  it.each(['suspended', 'inactive'] as const)('of an account that is %s is gone', async (status) => {
    const user = await createUser(test, { status });
    expect((await profileOf(user.username)).status).toBe(404);
  });

  it('says of approved instructors alone that they teach', async () => {
    for (const [status, isInstructor] of [
      ['approved', true],
      ['pending', false],
    ] as const) {
      const user = await createUser(test, { role: 'instructor', approval: { status } });
      expect((await profileOf(user.username)).body).toMatchObject({ isInstructor });
    }
  });
});

describe('the name beside what somebody did', () => {
  it('is the one chosen for others, else the full name, and never that of a private profile', async () => {
    const profile = { firstName: 'Ada', lastName: 'Lovelace', avatar: 'https://images.example.com/ada.png' };
    const hide = { privacy: { profileVisibility: 'private' as const } };
    const people = await Promise.all([
      createUser(test, { profile }),
      createUser(test, { profile: { ...profile, displayName: 'Countess' } }),
      createUser(test, { profile, preferences: hide }),
      createUser(test, { profile: { ...profile, displayName: 'Countess' }, preferences: hide }),
    ]);
    const gone = await createUser(test, { isDeleted: true });
    const ids = [...people, gone, people[0]].map(({ _id }) => _id.toString());
    const names = await test.app.get(People).namesOf(ids);
    expect(names.size).toBe(people.length);
    expect(ids.slice(0, 4).map((id) => names.get(id)!.name)).toEqual([
      'Ada Lovelace',
      'Countess',
      'Learner',
      'Countess',
    ]);
    expect(names.get(ids[0]!)).toEqual({
      id: ids[0],
      name: 'Ada Lovelace',
      username: people[0].username,
      avatarUrl: profile.avatar,
      isPrivate: false,
      showsActivity: true,
    });
    expect(names.get(ids[2]!)).toEqual({
      id: ids[2],
      name: 'Learner',
      username: '',
      avatarUrl: `/api/v1/users/${ids[2]}/avatar.svg`,
      isPrivate: true,
      showsActivity: true,
    });
  });
});

describe('a generated avatar', () => {
  const avatarOf = (id: string, headers?: Record<string, string>) =>
    test.api.get(`/api/v1/users/${id}/avatar.svg`, headers);

  it('is a picture of initials that everybody may see and keep for a while', async () => {
    const { status, headers, text } = await avatarOf(jane._id.toString());
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
    expect(headers.get('cache-control')).toBe('public, max-age=300');
    expect(text).toMatch(/^<svg .*>JS<\/text><\/svg>$/);
    expect(text).not.toContain('Jane');
    const again = await avatarOf(jane._id.toString(), { 'if-none-match': headers.get('etag')! });
    expect(again).toMatchObject({ status: 304, text: '' });
  });

  it('may stand in pages elsewhere, and can run nothing', async () => {
    const mallory = await createUser(test, {
      profile: { firstName: '<script>alert(1)</script>', lastName: '"onload="x' },
    });
    const { headers, text } = await avatarOf(mallory._id.toString());
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'");
    expect(text).not.toMatch(/script|onload=/);
  });

  it('of a private profile tells nothing of the name', async () => {
    await change(asJane, { privacy: { profileVisibility: 'private' } }, PREFERENCES);
    expect((await avatarOf(jane._id.toString())).text).toContain('>L</text>');
  });

  it('is there for nobody who is not', async () => {
    expect((await avatarOf('f'.repeat(24))).status).toBe(404);
    expect((await avatarOf('me')).status).toBe(400);
  });
});
