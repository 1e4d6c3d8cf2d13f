import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import type { ApiClient } from '../support/api-client.js';
import { act, ask, learners, newLearner, PAID, read, stored } from '../support/enrollments.js';
import { createCourse, enroll } from '../support/learning.js';
import { createUser, signIn } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let test: TestApp;
let teacher: UserDocument;
let admin: ApiClient;
beforeAll(async () => {
  test = await startTestApp();
  teacher = await createUser(test, { role: 'instructor' });
  admin = await signIn(test, await createUser(test, { role: 'admin' }));
});
afterAll(() => test.close());

describe('an administrator', () => {
  it('gives somebody access for nothing, and changes how much of it', async () => {
    const { api, id } = await newLearner(test);
    const course = await createCourse(test, { price: PAID });
    const { status, body } = await ask(admin, course, { userId: id, accessLevel: 'limited' });
    expect(status).toBe(201);
    expect(body).toMatchObject({ userId: id, status: 'active', accessLevel: 'limited' });
    const changed = await admin.send('PATCH', `/api/v1/enrollments/${body.id}`, {
      body: { accessLevel: 'full' },
    });
    expect(changed.status).toBe(200);
    expect((await read(api, body.id)).accessLevel).toBe('full');
    expect((await ask(admin, course, { userId: 'f'.repeat(24) })).body.code).toBe('learner-not-found');
  });

  it('ends what learners can’t', async () => {
    const { api } = await newLearner(test);
    const id = await enroll(api, await createCourse(test));
    expect((await act(admin, id, 'cancel', { reason: 'A mistake' })).body.status).toBe('cancelled');
  });

  it('alone does such things', async () => {
    const [a, b] = await learners(test, 2);
    const course = await createCourse(test);
    expect((await ask(a!.api, course, { userId: b!.id })).status).toBe(403);
    expect((await ask(a!.api, course, { accessLevel: 'full' })).status).toBe(403);
    expect(await stored(test, course)).toEqual([]);
  });
});

describe('the roster', () => {
  it('shows an instructor who learns in the course, by state, and nobody else', async () => {
    const course = await createCourse(test, { instructor: teacher._id, price: PAID });
    const [a, b] = await learners(test, 2);
    await enroll(a!.api, course);
    test.clock.advance(1000);
    await ask(admin, course, { userId: b!.id });
    const client = await signIn(test, teacher);
    const path = `/api/v1/courses/${course.id}/roster`;
    const { status, body, text } = await client.get<{ data: object[] }>(path);
    expect(status).toBe(200);
    expect(body.data).toMatchObject([
      { learner: { id: b!.id, username: b!.user.username }, status: 'active', progress: { percentage: 0 } },
      { learner: { id: a!.id }, status: 'pending' },
    ]);
    expect(text).not.toContain('@example.com');
    const pending = await client.get<{ data: object[] }>(`${path}?status=pending`);
    expect(pending.body.data).toMatchObject([{ learner: { id: a!.id } }]);
    expect((await admin.get(path)).status).toBe(200);
    const colleague = await signIn(test, await createUser(test, { role: 'instructor' }));
    expect((await colleague.get(path)).status).toBe(404);
    expect((await a!.api.get(path)).status).toBe(403);
  });
});
