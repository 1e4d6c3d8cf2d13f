import { afterAll, beforeAll, expect, it } from 'vitest';
import { openMailroom, type Mailroom } from '../support/mailroom.js';
import { createUser, signIn } from '../support/people.js';
import { AUTH } from '../support/sessions.js';

let room: Mailroom;
beforeAll(async () => void (room = await openMailroom()));
afterAll(() => room.close());

const tokenIn = (text: string, page: string) => new RegExp(`/${page}#token=([\\w-]+)`).exec(text)?.[1] ?? '';

it('asks both addresses by mail, and tells both when it is done', async () => {
  const jane = await createUser(room.test, { profile: { firstName: 'Jane', lastName: 'Smith' } });
  const client = await signIn(room.test, jane);
  const address = `other-${jane.email}`;
  await client.post(`${AUTH}/change-email`, { newEmail: address });

  const toOld = await room.catcher.waitFor(({ to }) => to.includes(jane.email));
  const toNew = await room.catcher.waitFor(({ to }) => to.includes(address));
  expect(toOld.subject).toBe('Approve another e-mail address');
  expect(toNew.subject).toBe('Confirm your new e-mail address');
  expect(tokenIn(toOld.text, 'change-email/refuse')).toBe(tokenIn(toOld.text, 'change-email'));

  room.catcher.clear();
  for (const mail of [toOld, toNew]) {
    const token = tokenIn(mail.text, 'change-email');
    expect((await room.test.api.post(`${AUTH}/change-email/confirm`, { token })).status).toBe(204);
  }
  const farewell = await room.catcher.waitFor(({ to }) => to.includes(jane.email));
  const welcome = await room.catcher.waitFor(({ to }) => to.includes(address));
  expect(farewell.subject).toBe('Your account has another e-mail address');
  expect(welcome.subject).toBe('Your e-mail address was changed');
});

it('writes to the owner of an address that somebody else asks for', async () => {
  const jane = await createUser(room.test);
  const bob = await createUser(room.test);
  await (await signIn(room.test, jane)).post(`${AUTH}/change-email`, { newEmail: bob.email });
  const mail = await room.catcher.waitFor(({ to }) => to.includes(bob.email));
  expect(mail.subject).toBe('Your address was asked for');
  expect(mail.text).not.toContain(jane.email);
});

it('brings a code by mail with which its reader signs in', async () => {
  const jane = await createUser(room.test);
  await room.test.api.post(`${AUTH}/otp/request`, { email: jane.email });
  const mail = await room.catcher.waitFor(
    ({ to, subject }) => to.includes(jane.email) && subject === 'Your code for Lyceum',
  );
  const code = /\b\d{6}\b/.exec(mail.text)?.[0];
  expect((await room.test.api.post(`${AUTH}/otp/verify`, { email: jane.email, code })).status).toBe(200);
});
