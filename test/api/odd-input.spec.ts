import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiClient } from '../support/api-client.js';
import { change } from '../support/own-account.js';
import { createUser, signIn } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let test: TestApp;
let asJane: ApiClient;

beforeAll(async () => {
  test = await startTestApp();
  asJane = await signIn(test, await createUser(test));
});
afterAll(() => test.close());

const NOBODY = '665f1c2ab7e4c0a1d2e3f40a';
const LONE_SURROGATE = '\ud800';

describe('input that libraries stumble over', () => {
  it.each(['auth/register', 'auth/verify-email/resend', 'auth/forgot-password'])(
    'such as half a surrogate pair is refused by %s',
    async (path) => {
      const answer = await test.api.post(`/api/v1/${path}`, { email: `${LONE_SURROGATE}@example.com` });
      expect(answer).toMatchObject({
        status: 400,
        body: { code: 'validation-failed', errors: [{ pointer: '/email', code: 'ill-formed-text' }] },
      });
    },
  );

  it('such as an emoji, a whole pair, is text like any other', async () => {
    const answer = await change(asJane, { profile: { displayName: 'Jane 🦉' } });
    expect(answer).toMatchObject({ status: 200, body: { profile: { displayName: 'Jane 🦉' } } });
  });

  it.each([
    ['/api/v1/users/me', { profile: [] }, '/profile'],
    ['/api/v1/users/me', { personal: { address: [{ city: 'Dhaka' }] } }, '/personal/address'],
    ['/api/v1/users/me/preferences', { notifications: { channels: [] } }, '/notifications/channels'],
    ['/api/v1/users/me/preferences', { notifications: { channels: ['push'] } }, '/notifications/channels'],
  ])('such as a list in the place of an object is refused: %s %j', async (path, body, pointer) => {
    const answer = await change(asJane, body, path);
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'validation-failed', errors: [{ pointer, code: 'is-object' }] },
    });
  });

  it('such as lists in a list of objects is refused', async () => {
    const asTeacher = await signIn(test, await createUser(test, { role: 'instructor' }));
    const answer = await asTeacher.send('PUT', `/api/v1/courses/${NOBODY}/curriculum`, {
      body: { version: 0, sections: [[]] },
    });
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'validation-failed', errors: [{ pointer: '/sections', code: 'is-object' }] },
    });
  });
});
