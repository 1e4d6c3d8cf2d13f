import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ApiClient } from '../support/api-client.js';
import { change, pointersOf, PREFERENCES } from '../support/own-account.js';
import { createUser, signIn } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let test: TestApp;
let asJane: ApiClient;

beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());
beforeEach(async () => {
  asJane = await signIn(test, await createUser(test));
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
    await change(asJane, { theme: 'dark', language: 'pt-BR', timezone: 'America/Sao_Paulo' }, PREFERENCES);
    await change(asJane, { notifications: { channels: { sms: true } } }, PREFERENCES);
    const { body } = await change(
      asJane,
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
      asJane,
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
    expect(await change(asJane, body, PREFERENCES)).toMatchObject({ status: 200, body });
  });

  it('keep all of many changes that are made at the same moment', async () => {
    const channels = ['email', 'sms', 'push', 'whatsapp', 'inApp'] as const;
    const { channels: defaults } = DEFAULTS.notifications;
    await Promise.all(
      channels.map((name) =>
        change(asJane, { notifications: { channels: { [name]: !defaults[name] } } }, PREFERENCES),
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
    const answer = await change(asJane, body, PREFERENCES);
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation-failed' } });
    expect(pointersOf(answer)).toEqual([pointer]);
    expect((await asJane.get(PREFERENCES)).body).toEqual(DEFAULTS);
  });
});
