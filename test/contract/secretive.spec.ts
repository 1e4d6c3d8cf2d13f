import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeReview } from '../support/reviews.js';
import type { ApiClient } from '../support/api-client.js';
import { createCourse, enroll } from '../support/learning.js';
import { createUser, signIn } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { call } from './call.js';
import { operations, type Operation } from './document.js';

/** What nobody else is to read of somebody whose profile is private. */
const SECRETS = {
  firstName: 'Quillon',
  lastName: 'Zephyrine',
  bio: 'Breeds axolotls in Whitby.',
  website: 'https://quillon.example.com',
  location: 'Whitby',
  avatar: 'https://pictures.example.com/quillon.png',
  linkedin: 'https://www.linkedin.com/in/quillon-zephyrine',
  email: 'quillon.zephyrine@example.com',
  username: 'qzephyrine',
};

const MANUAL = { completionCriteria: { type: 'manual' } } as const;

/** Those from whom it is kept: nobody in particular, other learners and teachers, and the teacher of the person. */
const ROLES = ['guest', 'student', 'instructor', 'own instructor', 'moderator'] as const;

let test: TestApp;
const clients = new Map<string, ApiClient>();
/** Everything that can stand in a path: the person's objects, and what the person has to do with. */
let names: Readonly<Record<string, readonly string[]>>;

beforeAll(async () => {
  test = await startTestApp({ worker: true });
  const teacher = await createUser(test, { role: 'instructor' });
  const { firstName, lastName, bio, website, location, avatar, linkedin, email, username } = SECRETS;
  const person = await createUser(test, {
    role: 'instructor',
    email,
    username,
    profile: { firstName, lastName, bio, website, location, avatar, socialLinks: { linkedin } },
    preferences: { privacy: { profileVisibility: 'private', showActivity: false } },
  });
  const client = await signIn(test, person);
  const learned = await createCourse(test, { instructor: teacher._id }, [MANUAL, {}]);
  const completed = await createCourse(test, { instructor: teacher._id }, [MANUAL]);
  const taught = await createCourse(test, { instructor: person._id });
  const enrollments = [await enroll(client, learned), await enroll(client, completed)];
  await client.post(`/api/v1/enrollments/${enrollments[0]}/lessons/${learned.lessons[0]}/progress`, {
    positionSeconds: 5,
  });
  await client.post(`/api/v1/enrollments/${enrollments[1]}/lessons/${completed.lessons[0]}/complete`);
  const certificate = await client.post<{ code: string }>(
    `/api/v1/enrollments/${enrollments[1]}/certificate`,
  );
  const review = await writeReview(client, learned.course, { rating: 4, text: 'Good.' });
  const cash = await createCourse(test, {
    instructor: teacher._id,
    price: { amount: 100, currency: 'USD' },
  });
  const { body } = await client.post<{ payment: { id: string } }>('/api/v1/payments/checkout', {
    courseId: cash.id,
    method: 'cash',
  });
  const courses = [learned, completed, taught, cash];
  names = {
    id: [
      person._id.toString(),
      ...courses.map(({ id }) => id),
      ...enrollments,
      body.payment.id,
      review.body.id,
      learned.lessons[0]!,
    ],
    idOrSlug: courses.map(({ course }) => course.slug),
    username: [username],
    code: [certificate.body.code],
    lessonId: [learned.lessons[0]!],
  };
  clients.set('guest', test.api);
  clients.set('own instructor', await signIn(test, teacher));
  for (const role of ['student', 'instructor', 'moderator', 'admin'] as const)
    clients.set(role, await signIn(test, await createUser(test, { role })));
});
afterAll(() => test.close());

const reads = operations.filter(({ method }) => method === 'GET');

/** The calls of an operation about everything that the person has to do with. */
const pathsOf = ({ path }: Operation): Record<string, string>[] => {
  const [, parameter] = /\{(\w+)\}/.exec(path) ?? [];
  if (!parameter) return [{}];
  return (names[parameter] ?? []).map((value) => ({ lessonId: names['lessonId']![0]!, [parameter]: value }));
};

/** Which secrets an operation tells somebody. */
async function told(operation: Operation, role: string): Promise<string[]> {
  const answers = await Promise.all(
    pathsOf(operation).map((path) => call(clients.get(role)!, operation, { path })),
  );
  // Problems repeat the address that was asked for.
  const texts = answers.filter(({ status }) => status < 300).map(({ text }) => text);
  return Object.entries(SECRETS)
    .filter(([, secret]) => texts.some((text) => text.includes(secret)))
    .map(([name]) => name);
}

const operation = (operationId: string) => reads.find((read) => read.operationId === operationId)!;

describe('somebody whose profile is private and whose activity is hidden', () => {
  it.each(reads.map((read) => [read.path, read] as const))('stays so: GET %s', async (_path, read) => {
    // Certificates are there to be shown, by whoever holds them.
    const expected = read.operationId === 'certificatesVerify' ? ['firstName', 'lastName'] : [];
    for (const role of ROLES) expect([role, await told(read, role)]).toEqual([role, expected]);
  });

  it('is known to administrators, so that this test would find what it looks for', async () => {
    expect(await told(operation('usersRead'), 'admin')).toEqual(Object.keys(SECRETS));
  });

  it('has a place in the roster, by which the instructor sees how far they are, and no more', async () => {
    const [, courseId = ''] = names['id']!;
    const { body } = await clients
      .get('own instructor')!
      .get<{ data: object[] }>(`/api/v1/courses/${courseId}/roster`);
    expect(body.data).toMatchObject([
      {
        learner: { name: 'Learner', username: '' },
        status: 'active',
        progress: { percentage: 0, totalTimeSeconds: null, lastAccessedAt: null, currentLessonId: null },
      },
    ]);
    // The one with a certificate, whose code would lead to the name.
    const enrollmentId = names['id']![6]!;
    const enrollment = await clients.get('own instructor')!.get(`/api/v1/enrollments/${enrollmentId}`);
    expect(enrollment).toMatchObject({
      status: 200,
      body: {
        progress: { totalTimeSeconds: null, lastAccessedAt: null },
        engagement: null,
        certificate: null,
        currentLesson: null,
      },
    });
  });

  it('has written reviews that nobody has signed', async () => {
    const [, courseId = ''] = names['id']!;
    const { body } = await test.api.get<{ data: object[] }>(`/api/v1/courses/${courseId}/reviews`);
    expect(body.data).toMatchObject([{ text: 'Good.', author: null }]);
  });
});
