import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CheckCounts } from '../../src/modules/enrollments/application/check-counts.js';
import { SeatOffers } from '../../src/modules/enrollments/application/seat-offers.js';
import { act, ask, database, eventsOf, learners, PAID, read, statuses } from '../support/enrollments.js';
import { courseNow, createCourse, enroll } from '../support/learning.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

describe('a course with seats', () => {
  it('gives them out one by one, and a queue to all others', async () => {
    const course = await createCourse(test, { capacity: 3 });
    const answers = await Promise.all((await learners(test, 8)).map(({ api }) => ask(api, course)));
    expect(statuses(answers)).toEqual(Array<number>(8).fill(201));
    expect(answers.map(({ body }) => body.status).toSorted()).toEqual([
      ...Array<string>(3).fill('active'),
      ...Array<string>(5).fill('waitlisted'),
    ]);
    expect(await courseNow(test, course)).toMatchObject({ enrollmentCount: 3, seatsTaken: 3 });
  });

  it('gives a freed seat to whoever has waited longest, once', async () => {
    const course = await createCourse(test, { capacity: 2 });
    const [a, b, c, d, e] = await learners(test, 5);
    const ids: string[] = [];
    for (const { api } of [a!, b!, c!, d!, e!]) {
      ids.push(await enroll(api, course));
      test.clock.advance(1000);
    }
    await Promise.all([act(a!.api, ids[0]!, 'drop'), act(b!.api, ids[1]!, 'drop')]);
    const states = await Promise.all([c!, d!, e!].map(({ api }, index) => read(api, ids[index + 2]!)));
    expect(states.map(({ status }) => status)).toEqual(['active', 'active', 'waitlisted']);
    expect(await courseNow(test, course)).toMatchObject({ enrollmentCount: 2, seatsTaken: 2 });
  });

  it('offers a freed seat of a paid course for payment', async () => {
    const course = await createCourse(test, { capacity: 1, price: PAID });
    const [first, second] = await learners(test, 2);
    const id = await enroll(first!.api, course);
    const waiting = await enroll(second!.api, course);
    await act(first!.api, id, 'cancel');
    expect(await read(second!.api, waiting)).toMatchObject({ status: 'pending' });
    expect(await eventsOf(test, course)).toEqual(['EnrollmentWaitlisted', 'EnrollmentEnded', 'SeatOffered']);
  });

  it('takes nobody back whose seat is gone', async () => {
    const course = await createCourse(test, { capacity: 1 });
    const [first, second] = await learners(test, 2);
    await act(first!.api, await enroll(first!.api, course), 'drop');
    await enroll(second!.api, course);
    const { status, body } = await ask(first!.api, course);
    expect([status, body.code]).toEqual([409, 'course-full']);
    expect(await courseNow(test, course)).toMatchObject({ enrollmentCount: 1, seatsTaken: 1 });
  });
});

describe('the counters of a course', () => {
  it('are compared with its enrollments, and repaired', async () => {
    const course = await createCourse(test);
    const right = await createCourse(test);
    for (const { api } of await learners(test, 2))
      await Promise.all([enroll(api, course), enroll(api, right)]);
    await database(test)
      .collection('courses')
      .updateOne({ _id: course.course._id }, { $set: { enrollmentCount: 7, seatsTaken: 0 } });
    const check = () => test.app.get(CheckCounts).execute(new AbortController().signal);
    expect((await check()).drifted).toBe(1);
    expect(await courseNow(test, course)).toMatchObject({ enrollmentCount: 2, seatsTaken: 2 });
    expect(await courseNow(test, right)).toMatchObject({ enrollmentCount: 2, seatsTaken: 2 });
    expect((await check()).drifted).toBe(0);
  });

  it('count on while somebody limits the seats, and give new ones to those who wait', async () => {
    const course = await createCourse(test);
    const [a, b, c] = await learners(test, 3);
    await enroll(a!.api, course);
    const limit = (capacity: number) =>
      database(test).collection('courses').updateOne({ _id: course.course._id }, { $set: { capacity } });
    await limit(1);
    const waiting = await enroll(b!.api, course);
    await enroll(c!.api, course);
    expect((await read(b!.api, waiting)).status).toBe('waitlisted');
    await limit(2);
    expect(await test.app.get(SeatOffers).offerAll(new AbortController().signal)).toBe(1);
    expect((await read(b!.api, waiting)).status).toBe('active');
  });
});
