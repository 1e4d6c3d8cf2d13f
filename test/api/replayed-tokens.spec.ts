import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { Metrics } from '../../src/infra/metrics/index.js';
import type { UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import { auditLogs } from '../support/audit.js';
import { eventually } from '../support/eventually.js';
import { openMailroom, type Mailroom } from '../support/mailroom.js';
import { createUser } from '../support/people.js';
import { DEAD, logIn, me, refresh } from '../support/sessions.js';

let room: Mailroom;
let jane: UserDocument;

beforeAll(async () => {
  room = await openMailroom();
});
afterAll(() => room.close());
beforeEach(async () => {
  jane = await createUser(room.test);
  room.catcher.clear();
});

const alerts = async () =>
  /security_alerts_total\{kind="replayed-token"\} (\d+)/.exec(
    await room.test.app.get(Metrics).registry.metrics(),
  )?.[1];

it('tells the owner once, by mail and in the inbox, and counts for the operator', async () => {
  const { test } = room;
  expect(await alerts()).toBe('0');
  const { body: first } = await logIn(test, { email: jane.email });
  const { body: second } = await refresh(test, first);
  test.clock.advance(10_001);
  // The thief and the owner come at the same time, and often.
  const answers = await Promise.all([first, first, first].map((token) => refresh(test, token)));
  for (const answer of answers) expect(answer).toMatchObject(DEAD);
  expect(await refresh(test, second)).toMatchObject(DEAD);
  expect((await me(test, second)).status).toBe(401);

  const mail = await room.catcher.waitFor(({ to }) => to.includes(jane.email));
  expect(mail.subject).toBe('Somebody may have had access to your account');
  expect(mail.text).toContain('Set a new password');
  await eventually(async () => expect(await alerts()).toBe('1'));
  const { body: again } = await logIn(test, { email: jane.email });
  const { data } = await room.inbox(test.api.as(again.accessToken));
  expect(data).toMatchObject([
    { type: 'suspicious-activity', category: 'security', data: { kind: 'replayed-token' } },
  ]);
  expect(await room.messagesTo(jane)).toHaveLength(1);
  const entry = { action: 'auth.token-replayed', subject: jane._id };
  expect(await auditLogs(test).countDocuments(entry)).toBe(1);
});

it('tells nobody of ten tabs that refresh at once', async () => {
  const { test } = room;
  const before = await alerts();
  const { body: first } = await logIn(test, { email: jane.email });
  const answers = await Promise.all(Array.from({ length: 10 }, () => refresh(test, first)));
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  const { body: latest } = await refresh(test, answers[0]!.body);
  expect((await room.inbox(test.api.as(latest.accessToken))).data).toEqual([]);
  expect(await alerts()).toBe(before);
});
