import { getConnectionToken } from '@nestjs/mongoose';
import { Types, type Connection } from 'mongoose';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import type { ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { openMailroom, type Mailroom } from '../support/mailroom.js';
import { createUser, signIn } from '../support/people.js';

const IN_THE_WEEK = new Date('2026-02-25T12:00:00Z');
const BEFORE = new Date('2026-02-20T12:00:00Z');
const NOTIFICATIONS = 'preferences.notifications';

let room: Mailroom;
let admin: ApiClient;
let database: Connection;

beforeAll(async () => {
  room = await openMailroom();
  database = room.test.app.get(getConnectionToken());
  admin = await signIn(room.test, await createUser(room.test, { role: 'admin' }));
});
afterAll(() => room.close());
afterEach(async () => {
  room.catcher.clear();
  await database.collection('enrollments').deleteMany({});
});

/** A learner of the course, who opened it last at this time. */
async function learner(lastAccessedAt: Date, values: object = {}): Promise<UserDocument> {
  const user = await createUser(room.test);
  await database.collection('enrollments').insertOne({
    user: user._id,
    course: room.course._id,
    status: 'active',
    progress: { percentage: 40, lastAccessedAt },
    isDeleted: false,
    ...values,
  });
  return user;
}

const completeLesson = (user: UserDocument, completedAt: Date) =>
  database.collection('lesson_progress').insertOne({
    user: user._id,
    lesson: new Types.ObjectId(),
    isCompleted: true,
    completedAt,
    isDeleted: false,
  });

/** Runs the job as an administrator does. @returns what it counted */
async function run(): Promise<unknown> {
  // One run is due at one time.
  room.test.clock.advance(1_000);
  const { body } = await admin.post<{ runId: string }>('/api/v1/job-runs/notifications.weekly-letters');
  return eventually(async () => {
    const answer = await admin.get<{ status: string; counts: object }>(`/api/v1/job-runs/${body.runId}`);
    expect(answer.body.status).toBe('succeeded');
    return answer.body.counts;
  });
}

it('whoever studied last week gets a letter about it, once', async () => {
  const studied = await learner(IN_THE_WEEK);
  for (const day of ['2026-02-22', '2026-02-23', '2026-03-01', '2026-03-02'])
    await completeLesson(studied, new Date(`${day}T08:00:00Z`));
  const finished = await learner(IN_THE_WEEK, {
    status: 'completed',
    completedAt: IN_THE_WEEK,
    progress: { percentage: 100, lastAccessedAt: IN_THE_WEEK },
  });
  await learner(BEFORE, { status: 'completed', completedAt: BEFORE });
  await learner(IN_THE_WEEK, { status: 'dropped' });

  expect(await run()).toEqual({ digests: 2, reminders: 0, suppressed: 0 });
  const letter = await room.catcher.waitFor(({ to }) => to.includes(studied.email));
  expect(letter.subject).toBe('Your week at Lyceum');
  expect(letter.text).toContain('Last week you completed 2 lessons.');
  expect(letter.text).toContain('- Fish & <b>Chips</b>: 40 % done');
  const last = await room.catcher.waitFor(({ to }) => to.includes(finished.email));
  expect(last.text).toContain('100 % done');

  expect(await run()).toEqual({ digests: 2, reminders: 0, suppressed: 0 });
  await eventually(async () =>
    expect(await room.messagesTo(studied)).toMatchObject([{ state: 'sent', type: 'weekly-digest' }]),
  );
  expect(room.catcher.messages()).toHaveLength(2);
});

it('whoever stopped is reminded, but only with consent', async () => {
  const silent = await learner(BEFORE);
  const willing = await learner(BEFORE);
  await room.changeUser(willing, { [NOTIFICATIONS]: { categories: { marketing: true } } });
  expect(await run()).toEqual({ digests: 0, reminders: 1, suppressed: 1 });
  const letter = await room.catcher.waitFor(({ to }) => to.includes(willing.email));
  expect(letter.subject).toBe('Your courses wait for you');
  expect(await room.messagesTo(silent)).toEqual([]);
});

it('whoever does not want letters about progress gets none', async () => {
  const user = await learner(IN_THE_WEEK);
  await room.changeUser(user, { [NOTIFICATIONS]: { categories: { progress: false } } });
  expect(await run()).toEqual({ digests: 0, reminders: 0, suppressed: 1 });
  expect(room.catcher.messages()).toEqual([]);
});

it('everybody is written to, however many there are', async () => {
  const users = await Promise.all(Array.from({ length: 12 }, () => learner(IN_THE_WEEK)));
  // More enrollments than a batch looks at.
  const others = Array.from({ length: 250 }, () => ({
    user: users[3]!._id,
    course: new Types.ObjectId(),
    status: 'active',
    progress: { percentage: 0, lastAccessedAt: null },
    isDeleted: false,
  }));
  await database.collection('enrollments').insertMany(others);
  expect(await run()).toEqual({ digests: 12, reminders: 0, suppressed: 0 });
  await eventually(() => expect(new Set(room.catcher.messages().flatMap(({ to }) => to)).size).toBe(12));
  expect(room.catcher.messages()).toHaveLength(12);
});
