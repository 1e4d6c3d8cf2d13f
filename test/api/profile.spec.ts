import { getModelToken } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { People } from '../../src/modules/users/index.js';
import { USER_MODEL, type UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import type { Answer, ApiClient } from '../support/api-client.js';
import { createUser, signIn } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const ME = '/api/v1/users/me';
const PREFERENCES = '/api/v1/users/me/preferences';

let test: TestApp;
let users: Model<UserDocument>;
let jane: UserDocument;
let asJane: ApiClient;

beforeAll(async () => {
  test = await startTestApp();
  users = test.app.get(getModelToken(USER_MODEL));
});
afterAll(() => test.close());
beforeEach(async () => {
  jane = await createUser(test, { profile: { firstName: 'Jane', lastName: 'Smith' } });
  asJane = await signIn(test, jane);
});

const change = (body: object, path = ME): Promise<Answer> => asJane.send('PATCH', path, { body });
const stored = () => users.collection.findOne({ _id: jane._id });
const pointersOf = ({ body }: Answer) =>
  (body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer).toSorted();

describe("one's own account", () => {
  it('shows everything that is known about oneself, and never the password', async () => {
    const { status, body, text } = await asJane.get(ME);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: jane._id.toString(),
      email: jane.email,
      username: jane.username,
      role: 'student',
      status: 'active',
      approval: { status: 'not_required', reason: null },
      emailVerified: true,
      avatarUrl: `/api/v1/users/${jane._id.toString()}/avatar.svg`,
      profile: {
        firstName: 'Jane',
        lastName: 'Smith',
        displayName: null,
        fullName: 'Jane Smith',
        bio: null,
        experienceLevel: 'beginner',
        socialLinks: { linkedin: null, twitter: null, github: null },
      },
      personal: { phone: null, dateOfBirth: null, address: null },
    });
    expect(text).not.toMatch(/password|\$2[aby]\$/i);
  });

  it('changes what is named, keeps the rest, and clears what is null', async () => {
    const profile = {
      displayName: 'Prof. Smith',
      bio: 'First line\nsecond line',
      location: 'Edinburgh',
      website: 'https://jane.example.com',
      avatar: 'https://images.example.com/jane.png',
      experienceLevel: 'expert',
      gender: 'female',
      socialLinks: { github: 'https://github.com/jane' },
    };
    expect((await change({ profile })).body).toMatchObject({
      profile: { ...profile, firstName: 'Jane', socialLinks: { linkedin: null, ...profile.socialLinks } },
      avatarUrl: profile.avatar,
    });
    await change({ profile: { socialLinks: { linkedin: 'https://www.linkedin.com/in/jane' } } });
    const { body } = await change({ profile: { lastName: 'Jones', bio: null, gender: null, avatar: null } });
    expect(body).toMatchObject({
      profile: {
        ...profile,
        fullName: 'Jane Jones',
        bio: null,
        gender: null,
        avatar: null,
        socialLinks: { linkedin: 'https://www.linkedin.com/in/jane', github: 'https://github.com/jane' },
      },
      avatarUrl: `/api/v1/users/${jane._id.toString()}/avatar.svg`,
    });
    expect((await asJane.get(ME)).body).toEqual(body);
  });

  it('keeps both of two changes that are made at the same moment', async () => {
    await Promise.all([
      change({ profile: { bio: 'Mine' } }),
      change({ profile: { location: 'Oslo' } }),
      change({ personal: { phone: '+47 23 45 67 89' } }),
      change({ username: `jane_${jane._id.toString().slice(-6)}` }),
    ]);
    expect((await asJane.get(ME)).body).toMatchObject({
      username: `jane_${jane._id.toString().slice(-6)}`,
      profile: { bio: 'Mine', location: 'Oslo' },
      personal: { phone: '+47 23 45 67 89' },
    });
  });

  it('holds text, not markup', async () => {
    const { body } = await change({
      profile: { firstName: ' <b>Jane</b>\u202e ', bio: '<script>alert(1)</script>I <3 maths, 1 < 2' },
    });
    expect(body['profile']).toMatchObject({ firstName: 'Jane', bio: 'alert(1)I <3 maths, 1 < 2' });
  });

  it.each([
    ['/profile/firstName', { profile: { firstName: '' } }],
    ['/profile/firstName', { profile: { firstName: null } }],
    ['/profile/firstName', { profile: { firstName: '<b></b>' } }],
    ['/profile/firstName', { profile: { firstName: 'x'.repeat(51) } }],
    ['/profile/lastName', { profile: { lastName: 7 } }],
    ['/profile/displayName', { profile: { displayName: 'x'.repeat(101) } }],
    ['/profile/bio', { profile: { bio: 'x'.repeat(501) } }],
    ['/profile/location', { profile: { location: 'x'.repeat(101) } }],
    ['/profile/website', { profile: { website: 'javascript:alert(1)' } }],
    ['/profile/website', { profile: { website: 'ftp://example.com' } }],
    ['/profile/website', { profile: { website: 'example.com' } }],
    ['/profile/avatar', { profile: { avatar: 'data:image/png;base64,AAAA' } }],
    ['/profile/experienceLevel', { profile: { experienceLevel: 'wizard' } }],
    ['/profile/experienceLevel', { profile: { experienceLevel: null } }],
    ['/profile/gender', { profile: { gender: 'x' } }],
    ['/profile/socialLinks/github', { profile: { socialLinks: { github: 'jane' } } }],
    ['/profile/socialLinks/myspace', { profile: { socialLinks: { myspace: 'https://a.example.com' } } }],
    ['/profile/nickname', { profile: { nickname: 'J' } }],
    ['/profile', { profile: null }],
    ['/profile', { profile: [] }],
    ['/username', { username: 'no spaces' }],
    ['/username', { username: 'ab' }],
    ['/username', { username: null }],
    ['/personal/phone', { personal: { phone: 'call me' } }],
    ['/personal/dateOfBirth', { personal: { dateOfBirth: '2001-02-30' } }],
    ['/personal/dateOfBirth', { personal: { dateOfBirth: '17.05.1990' } }],
    ['/personal/dateOfBirth', { personal: { dateOfBirth: '2999-01-01' } }],
    ['/personal/dateOfBirth', { personal: { dateOfBirth: '1850-01-01' } }],
    ['/personal/address/planet', { personal: { address: { planet: 'Mars' } } }],
    ['/role', { role: 'admin' }],
    ['/email', { email: 'other@example.com' }],
    ['/status', { status: 'active' }],
    ['/emailVerified', { emailVerified: true }],
    ['/approval', { approval: { status: 'approved' } }],
  ])('refuses %s of %j and changes nothing', async (pointer, body) => {
    const before = await stored();
    const answer = await change(body);
    expect(answer, answer.text).toMatchObject({ status: 400, body: { code: 'validation-failed' } });
    expect(pointersOf(answer)).toEqual([pointer]);
    expect(await stored()).toEqual(before);
  });

  it('is nothing to strangers', async () => {
    for (const path of [ME, PREFERENCES]) {
      expect((await test.api.get(path)).status).toBe(401);
      expect((await test.api.send('PATCH', path, { body: {} })).status).toBe(401);
    }
  });
});

describe('a user name', () => {
  it('can be changed, signs in, and is one however it is typed', async () => {
    expect((await change({ username: 'Jane_1990' })).body).toMatchObject({ username: 'jane_1990' });
    const login = { email: 'JANE_1990', password: 'Correct-Horse-1' };
    expect((await test.api.post('/api/v1/auth/login', login)).status).toBe(200);
    await change({ username: jane.username });
  });

  it('that somebody has is refused in so many words, and nothing else of the change happens', async () => {
    const bob = await createUser(test);
    const answer = await change({ username: bob.username.toUpperCase(), profile: { bio: 'New' } });
    expect(answer).toMatchObject({ status: 409, body: { code: 'username-taken' } });
    expect((await asJane.get(ME)).body).toMatchObject({ username: jane.username, profile: { bio: null } });
  });

  it('goes to one of many who want it at the same moment', async () => {
    const crowd = await Promise.all(Array.from({ length: 8 }, () => createUser(test)));
    const clients = await Promise.all(crowd.map((user) => signIn(test, user)));
    const answers = await Promise.all(
      clients.map((client) => client.send('PATCH', ME, { body: { username: 'the_one' } })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array<number>(7).fill(409)]);
  });
});

describe('personal details', () => {
  const personal = {
    phone: '+44 (131) 496-0000',
    dateOfBirth: '1990-05-17',
    address: {
      street: '1 High Street',
      city: 'Edinburgh',
      state: null,
      country: 'United Kingdom',
      zipCode: 'EH1 1SR',
    },
  };

  it('come back as they were given, and are cleared one by one', async () => {
    expect((await change({ personal })).body).toMatchObject({ personal });
    expect((await asJane.get(ME)).body).toMatchObject({ personal });
    expect((await change({ personal: { phone: null } })).body['personal']).toEqual({
      ...personal,
      phone: null,
    });
    const address = { city: 'Oslo' };
    expect((await change({ personal: { address } })).body).toMatchObject({
      personal: { address: { city: 'Oslo', street: null }, dateOfBirth: '1990-05-17' },
    });
  });

  it('stand nowhere in the database or the log as they are', async () => {
    await change({ personal });
    const document = JSON.stringify(await stored());
    for (const secret of ['496-0000', '1990-05-17', 'High Street', 'EH1 1SR']) {
      expect(document).not.toContain(secret);
      expect(test.log.join()).not.toContain(secret);
    }
  });

  it('are given out to nobody when they were moved from one account to another', async () => {
    await change({ personal });
    const bob = await createUser(test);
    const { personal: sealed } = (await stored()) as unknown as { personal: object };
    await users.collection.updateOne({ _id: bob._id }, { $set: { personal: sealed } });
    const answer = await (await signIn(test, bob)).get(ME);
    expect(answer.status).toBe(500);
    expect(answer.text).not.toMatch(/496-0000|1990/);
  });

  it('are shown to no administrator', async () => {
    await change({ personal });
    const admin = await signIn(
      test,
      await createUser(test, { role: 'admin', approval: { status: 'approved' } }),
    );
    const { status, text } = await admin.get(`/api/v1/users/${jane._id.toString()}`);
    expect(status).toBe(200);
    expect(text).not.toMatch(/496-0000|1990|Edinburgh|personal/);
  });
});

describe('preferences', () => {
  const DEFAULTS = {
    theme: 'system',
    language: 'en',
    timezone: 'UTC',
    notifications: {
      channels: { email: true, sms: false, push: true, whatsapp: false, inApp: true },
      categories: { security: true, progress: true, achievement: true, marketing: false, chat: true },
    },
    privacy: { profileVisibility: 'public', showActivity: true },
  };

  it('have defaults, without consent to marketing', async () => {
    expect((await asJane.get(PREFERENCES)).body).toEqual(DEFAULTS);
  });

  it('change one by one, and null goes back to the default', async () => {
    await change({ theme: 'dark', language: 'pt-BR', timezone: 'America/Sao_Paulo' }, PREFERENCES);
    await change({ notifications: { channels: { sms: true } } }, PREFERENCES);
    const { body } = await change(
      { notifications: { categories: { marketing: true } }, privacy: { showActivity: false } },
      PREFERENCES,
    );
    expect(body).toEqual({
      theme: 'dark',
      language: 'pt-BR',
      timezone: 'America/Sao_Paulo',
      notifications: {
        channels: { ...DEFAULTS.notifications.channels, sms: true },
        categories: { ...DEFAULTS.notifications.categories, marketing: true },
      },
      privacy: { profileVisibility: 'public', showActivity: false },
    });
    expect((await asJane.get(PREFERENCES)).body).toEqual(body);
    const back = await change(
      {
        theme: null,
        language: null,
        timezone: null,
        notifications: { channels: { sms: null }, categories: { marketing: null } },
        privacy: { showActivity: null },
      },
      PREFERENCES,
    );
    expect(back.body).toEqual(DEFAULTS);
  });

  it('take back what they gave', async () => {
    const { body } = await asJane.get(PREFERENCES);
    expect(await change(body, PREFERENCES)).toMatchObject({ status: 200, body });
  });

  it('keep all of many changes that are made at the same moment', async () => {
    const channels = ['email', 'sms', 'push', 'whatsapp', 'inApp'] as const;
    const { channels: defaults } = DEFAULTS.notifications;
    await Promise.all(
      channels.map((name) =>
        change({ notifications: { channels: { [name]: !defaults[name] } } }, PREFERENCES),
      ),
    );
    const { body } = await asJane.get<typeof DEFAULTS>(PREFERENCES);
    expect(body.notifications.channels).toEqual({
      email: false,
      sms: true,
      push: false,
      whatsapp: true,
      inApp: false,
    });
  });

  it.each([
    ['/theme', { theme: 'auto' }],
    ['/language', { language: 'English, please' }],
    ['/timezone', { timezone: 'Atlantis/Capital' }],
    ['/notifications', { notifications: null }],
    ['/notifications/categories/security', { notifications: { categories: { security: false } } }],
    ['/notifications/channels/email', { notifications: { channels: { email: 'yes' } } }],
    ['/notifications/channels/pigeon', { notifications: { channels: { pigeon: true } } }],
    ['/privacy/profileVisibility', { privacy: { profileVisibility: 'friends' } }],
    ['/emailNotifications', { emailNotifications: true }],
  ])('refuse %s of %j and stay', async (pointer, body) => {
    const answer = await change(body, PREFERENCES);
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation-failed' } });
    expect(pointersOf(answer)).toEqual([pointer]);
    expect((await asJane.get(PREFERENCES)).body).toEqual(DEFAULTS);
  });
});

describe('a public profile', () => {
  const profileOf = (username: string) => test.api.get(`/api/v1/users/${username}/profile`);

  it('shows everybody what was written for others, and nothing else', async () => {
    await change({
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
    await change({ privacy: { profileVisibility: 'private' } }, PREFERENCES);
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
    const ids = [...people, gone, people[0]!].map(({ _id }) => _id.toString());
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
      username: people[0]!.username,
      avatarUrl: profile.avatar,
      isPrivate: false,
    });
    expect(names.get(ids[2]!)).toEqual({
      id: ids[2],
      name: 'Learner',
      username: '',
      avatarUrl: `/api/v1/users/${ids[2]}/avatar.svg`,
      isPrivate: true,
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
    await change({ privacy: { profileVisibility: 'private' } }, PREFERENCES);
    expect((await avatarOf(jane._id.toString())).text).toContain('>L</text>');
  });

  it('is there for nobody who is not', async () => {
    expect((await avatarOf('f'.repeat(24))).status).toBe(404);
    expect((await avatarOf('me')).status).toBe(400);
  });
});
