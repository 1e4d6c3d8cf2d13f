import { getModelToken } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { USER_MODEL, type UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import type { ApiClient } from '../support/api-client.js';
import { change, ME, pointersOf, PREFERENCES } from '../support/own-account.js';
import { createUser, signIn } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

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

const stored = () => users.collection.findOne({ _id: jane._id });

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
    expect(text).not.toMatch(/passwordHash|"password"|\$2[aby]\$/i);
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
    expect((await change(asJane, { profile })).body).toMatchObject({
      profile: { ...profile, firstName: 'Jane', socialLinks: { linkedin: null, ...profile.socialLinks } },
      avatarUrl: profile.avatar,
    });
    await change(asJane, { profile: { socialLinks: { linkedin: 'https://www.linkedin.com/in/jane' } } });
    const { body } = await change(asJane, {
      profile: { lastName: 'Jones', bio: null, gender: null, avatar: null },
    });
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
      change(asJane, { profile: { bio: 'Mine' } }),
      change(asJane, { profile: { location: 'Oslo' } }),
      change(asJane, { personal: { phone: '+47 23 45 67 89' } }),
      change(asJane, { username: `jane_${jane._id.toString().slice(-6)}` }),
    ]);
    expect((await asJane.get(ME)).body).toMatchObject({
      username: `jane_${jane._id.toString().slice(-6)}`,
      profile: { bio: 'Mine', location: 'Oslo' },
      personal: { phone: '+47 23 45 67 89' },
    });
  });

  it('holds text, not markup', async () => {
    const { body } = await change(asJane, {
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
    const answer = await change(asJane, body);
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
    expect((await change(asJane, { username: 'Jane_1990' })).body).toMatchObject({ username: 'jane_1990' });
    const login = { email: 'JANE_1990', password: 'Correct-Horse-1' };
    expect((await test.api.post('/api/v1/auth/login', login)).status).toBe(200);
    await change(asJane, { username: jane.username });
  });

  it('that somebody has is refused in so many words, and nothing else of the change happens', async () => {
    const bob = await createUser(test);
    const answer = await change(asJane, { username: bob.username.toUpperCase(), profile: { bio: 'New' } });
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
    expect((await change(asJane, { personal })).body).toMatchObject({ personal });
    expect((await asJane.get(ME)).body).toMatchObject({ personal });
    expect((await change(asJane, { personal: { phone: null } })).body['personal']).toEqual({
      ...personal,
      phone: null,
      unreadable: [],
    });
    const address = { city: 'Oslo' };
    expect((await change(asJane, { personal: { address } })).body).toMatchObject({
      personal: { address: { city: 'Oslo', street: null }, dateOfBirth: '1990-05-17' },
    });
  });

  it('stand nowhere in the database or the log as they are', async () => {
    await change(asJane, { personal });
    const document = JSON.stringify(await stored());
    for (const secret of ['496-0000', '1990-05-17', 'High Street', 'EH1 1SR']) {
      expect(document).not.toContain(secret);
      expect(test.log.join()).not.toContain(secret);
    }
  });

  it('are given out to nobody when they were moved from one account to another', async () => {
    await change(asJane, { personal });
    const bob = await createUser(test);
    const { personal: sealed } = (await stored()) as unknown as { personal: object };
    await users.collection.updateOne({ _id: bob._id }, { $set: { personal: sealed } });
    const answer = await (await signIn(test, bob)).get(ME);
    expect(answer.status).toBe(200);
    expect(answer.text).not.toMatch(/496-0000|1990/);
  });

  it('are shown to no administrator', async () => {
    await change(asJane, { personal });
    const admin = await signIn(
      test,
      await createUser(test, { role: 'admin', approval: { status: 'approved' } }),
    );
    const { status, text } = await admin.get(`/api/v1/users/${jane._id.toString()}`);
    expect(status).toBe(200);
    expect(text).not.toMatch(/496-0000|1990|Edinburgh|personal/);
  });
});
