import { getConnectionToken } from '@nestjs/mongoose';
import { Types, type Connection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '../../src/common/access/index.js';
import { Transactions } from '../../src/infra/mongo/index.js';
import { FollowCourse } from '../../src/modules/enrollments/application/follow-course.js';
import { IssueCertificate } from '../../src/modules/enrollments/application/issue-certificate.js';
import { StudyLesson } from '../../src/modules/enrollments/application/study-lesson.js';
import { EnrollmentRepository } from '../../src/modules/enrollments/persistence/enrollment.repository.js';
import type { UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import type { ApiClient } from '../support/api-client.js';
import { createCourse, enroll, type TaughtCourse } from '../support/learning.js';
import { createUser, signIn } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface Certificate {
  code: string;
  state: string;
  holderName: string;
  verificationUrl: string;
}

const MANUAL = { completionCriteria: { type: 'manual' }, durationSeconds: 5400 } as const;

let test: TestApp;
let admin: ApiClient;
let teacher: UserDocument;
beforeAll(async () => {
  test = await startTestApp();
  teacher = await createUser(test, {
    role: 'instructor',
    profile: { firstName: 'Jane', lastName: 'Smith' },
  });
  admin = await signIn(test, await createUser(test, { role: 'admin' }));
});
afterAll(() => test.close());

interface Graduate {
  readonly api: ApiClient;
  readonly id: string;
  readonly path: string;
  readonly course: TaughtCourse;
}

/** Somebody who has enrolled in a course of one lesson, and completed it unless told otherwise. */
async function graduate({
  lastName = 'Doe',
  title = 'JavaScript',
  settings = {},
  completes = true,
} = {}): Promise<Graduate> {
  const user = await createUser(test, { profile: { firstName: 'John', lastName } });
  const api = await signIn(test, user);
  const course = await createCourse(test, { title, settings, instructor: teacher._id }, [MANUAL]);
  const id = await enroll(api, course);
  if (completes) await api.post(`/api/v1/enrollments/${id}/lessons/${course.lessons[0]}/complete`);
  return { api, id, path: `/api/v1/enrollments/${id}/certificate`, course };
}

const issue = async (graduated: Graduate) => (await graduated.api.post<Certificate>(graduated.path)).body;
const verify = (code: string, accept?: string) =>
  test.api.get<Certificate & Record<string, unknown>>(
    `/api/v1/certificates/${code}`,
    accept === undefined ? {} : { accept },
  );
const database = () => test.app.get<Connection>(getConnectionToken());

describe('a certificate', () => {
  it('is issued for a completed course, and is the same from then on', async () => {
    const graduated = await graduate();
    const first = await graduated.api.post<Certificate>(graduated.path);
    expect(first.status).toBe(201);
    expect(first.headers.get('location')).toBe(graduated.path);
    expect(first.body).toMatchObject({
      state: 'valid',
      holderName: 'John Doe',
      courseTitle: 'JavaScript',
      instructorName: 'Jane Smith',
      durationSeconds: 5400,
      completedAt: test.clock.now().toISOString(),
    });
    expect(first.body.code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    const second = await graduated.api.post<Certificate>(graduated.path);
    expect([second.status, second.body]).toEqual([200, first.body]);
    expect((await graduated.api.get(graduated.path)).body).toEqual(first.body);
    const { body } = await graduated.api.get(`/api/v1/enrollments/${graduated.id}`);
    expect(body['certificate']).toMatchObject({ code: first.body.code });
  });

  it('is issued once by twenty requests at once', async () => {
    const graduated = await graduate();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => graduated.api.post<Certificate>(graduated.path)),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array<number>(19).fill(200), 201]);
    expect(new Set(answers.map(({ body }) => body.code)).size).toBe(1);
    const enrollment = new Types.ObjectId(graduated.id);
    expect(await database().collection('certificates').countDocuments({ enrollment })).toBe(1);
    const told = { type: 'CertificateIssued', 'payload.enrollmentId': graduated.id };
    expect(await database().collection('outbox').countDocuments(told)).toBe(1);
  });

  it('is refused before the course is completed, and where the course gives none', async () => {
    const early = await graduate({ completes: false });
    const refused = await early.api.post(early.path);
    expect([refused.status, refused.body['code']]).toEqual([409, 'course-not-completed']);
    expect((await early.api.get(early.path)).status).toBe(404);
    const without = await graduate({ settings: { certificateEligible: false } });
    const none = await without.api.post(without.path);
    expect([none.status, none.body['code']]).toEqual([409, 'no-certificate']);
  });

  it('is a PDF file to those who ask for one, the same each time', async () => {
    const graduated = await graduate({ lastName: 'রবীন্দ্রনাথ' });
    const { code } = await issue(graduated);
    const files = await Promise.all(
      [1, 2].map(() => graduated.api.get(graduated.path, { accept: 'application/pdf' })),
    );
    const [{ status, headers, text }] = files as [(typeof files)[0], (typeof files)[0]];
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/pdf');
    expect(headers.get('content-disposition')).toBe(`attachment; filename="certificate-${code}.pdf"`);
    expect(text).toMatch(/^%PDF-1\.7/);
    expect(text).toContain(`/api/v1/certificates/${code})`);
    expect(files[1]!.text).toBe(text);
    expect((await graduated.api.get(graduated.path, { accept: 'image/png' })).status).toBe(406);
  });
});

describe('the certificates that somebody holds', () => {
  interface Held extends Certificate {
    enrollmentId: string;
    courseTitle: string;
  }
  const held = async ({ api }: Graduate, query = '') =>
    (
      await api.get<{ data: Held[]; page: { nextCursor: string | null } }>(
        `/api/v1/users/me/certificates${query}`,
      )
    ).body;

  it('are listed for them alone, the latest first, revoked ones too', async () => {
    const graduated = await graduate();
    expect(await held(graduated)).toMatchObject({ data: [] });
    const { code } = await issue(graduated);
    const other = await createCourse(test, { title: 'Rust', instructor: teacher._id }, [MANUAL]);
    const id = await enroll(graduated.api, other);
    await graduated.api.post(`/api/v1/enrollments/${id}/lessons/${other.lessons[0]}/complete`);
    test.clock.advance(1000);
    await graduated.api.post(`/api/v1/enrollments/${id}/certificate`);
    await admin.post(`/api/v1/certificates/${code}/revoke`, { reason: 'Somebody else did the work' });

    const { data, page } = await held(graduated);
    expect(data).toMatchObject([
      { courseTitle: 'Rust', enrollmentId: id, courseId: other.id, state: 'valid' },
      { courseTitle: 'JavaScript', enrollmentId: graduated.id, code, state: 'revoked' },
    ]);
    expect(page.nextCursor).toBeNull();
    const first = await held(graduated, '?limit=1');
    expect(first.data).toEqual([data[0]]);
    expect((await held(graduated, `?limit=1&cursor=${first.page.nextCursor}`)).data).toEqual([data[1]]);
    expect((await test.api.get('/api/v1/users/me/certificates')).status).toBe(401);
  });

  it('stay theirs when the course is deleted, on paper too', async () => {
    const graduated = await graduate();
    const before = await graduated.api.post<Certificate>(graduated.path);
    const pdf = await graduated.api.get(graduated.path, { accept: 'application/pdf' });
    expect((await admin.send('DELETE', `/api/v1/courses/${graduated.course.id}`)).status).toBe(204);
    // What the worker does when it hears of it.
    await database()
      .collection('enrollments')
      .updateOne({ _id: new Types.ObjectId(graduated.id) }, { $set: { isDeleted: true } });
    expect((await graduated.api.get(`/api/v1/enrollments/${graduated.id}`)).status).toBe(404);

    const json = await graduated.api.get<Certificate>(graduated.path);
    expect([json.status, json.body]).toEqual([200, before.body]);
    expect((await graduated.api.get(graduated.path, { accept: 'application/pdf' })).text).toBe(pdf.text);
    const again = await graduated.api.post<Certificate>(graduated.path);
    expect([again.status, again.body]).toEqual([200, before.body]);
    expect((await held(graduated)).data).toMatchObject([{ code: before.body.code }]);
    expect((await admin.get(graduated.path)).status).toBe(200);

    const stranger = await graduate();
    for (const client of [stranger.api, await signIn(test, teacher)])
      expect((await client.get(graduated.path)).status).toBe(404);
    expect((await stranger.api.post(graduated.path)).status).toBe(404);
    expect((await held(stranger)).data).toEqual([]);
  });
});

describe('a course that is deleted when its last lesson is completed', () => {
  const complete = ({ api, id, course }: Graduate) =>
    api.post<{ code: string }>(`/api/v1/enrollments/${id}/lessons/${course.lessons[0]}/complete`);
  const remove = async ({ course }: Graduate) =>
    expect((await admin.send('DELETE', `/api/v1/courses/${course.id}`)).status).toBe(204);

  it('brings the certificate all the same, which is there when the course comes back', async () => {
    const graduated = await graduate();
    await remove(graduated);
    const batch = { id: 'seconds-later', at: test.clock.now() };
    await test.app.get(FollowCourse).deleted(graduated.course.id, batch);
    await test.app.get(IssueCertificate).onCompletion(graduated.id);
    await test.app.get(IssueCertificate).onCompletion(graduated.id);

    const { status, body } = await graduated.api.get<Certificate>(graduated.path);
    expect([status, body]).toMatchObject([
      200,
      { state: 'valid', holderName: 'John Doe', courseTitle: 'JavaScript', durationSeconds: 5400 },
    ]);
    expect((await verify(body.code)).body).toMatchObject({ state: 'valid' });
    const issued = { type: 'CertificateIssued', 'payload.enrollmentId': graduated.id };
    expect(await database().collection('outbox').countDocuments(issued)).toBe(1);

    expect((await admin.post(`/api/v1/courses/${graduated.course.id}/restore`)).status).toBe(200);
    await test.app.get(FollowCourse).restored(batch.id);
    expect((await graduated.api.get(`/api/v1/enrollments/${graduated.id}`)).body).toMatchObject({
      status: 'completed',
      certificate: { code: body.code },
    });
  });

  it('completes nothing any more, also when it goes at that moment', async () => {
    const late = await graduate({ completes: false });
    await remove(late);
    expect(await complete(late)).toMatchObject({ status: 404, body: { code: 'lesson-not-found' } });

    const overtaken = await graduate({ completes: false });
    const { user } = (await database()
      .collection('enrollments')
      .findOne({ _id: new Types.ObjectId(overtaken.id) }))!;
    const who = { userId: String(user) } as Principal;
    const lesson = overtaken.course.lessons[0]!;
    let attempts = 0;
    const completion = test.app.get(Transactions).run(async () => {
      expect(await test.app.get(EnrollmentRepository).findById(overtaken.id)).toBeDefined();
      if (attempts++ === 0) await remove(overtaken);
      return test.app.get(StudyLesson).complete(who, overtaken.id, lesson);
    });
    await expect(completion).rejects.toThrow('lesson-not-found');
    for (const { id } of [late, overtaken])
      expect(
        await database()
          .collection('enrollments')
          .findOne({ _id: new Types.ObjectId(id) }),
      ).toMatchObject({ status: 'active', completedAt: null, progress: { completedLessons: 0 } });
  });
});

describe('verifying a certificate', () => {
  it('is open to everybody who has the code, however it is typed', async () => {
    const certificate = await issue(await graduate());
    const { code } = certificate;
    const { status, headers, body } = await verify(code);
    expect([status, body]).toEqual([200, certificate]);
    expect(headers.get('vary')).toBe('accept');
    expect(body.verificationUrl).toMatch(new RegExp(`^http.*/api/v1/certificates/${code}$`));
    for (const typed of [code.toLowerCase(), code.replaceAll('-', ''), code.replaceAll('-', ' ')])
      expect((await verify(encodeURIComponent(typed))).body.code).toBe(code);
  });

  it('shows browsers a page that runs nothing, with what people wrote escaped', async () => {
    const { code } = await issue(
      await graduate({ lastName: '<script>alert(1)</script>', title: 'Tom & "Jerry" <img src=x>' }),
    );
    const { headers, text } = await verify(code, 'text/html,application/xhtml+xml,*/*;q=0.8');
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/]+='; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
    );
    expect(text).toContain('John &lt;script&gt;alert(1)&lt;/script&gt;');
    expect(text).toContain('Tom &amp; &quot;Jerry&quot; &lt;img src=x&gt;');
    expect(text).not.toMatch(/<script|<img/);
    for (const fact of ['Valid certificate', 'Jane Smith', '2 March 2026', code])
      expect(text).toContain(fact);
  });

  it.each(['0000-0000-0000-0000', 'nonsense', '%00', 'x'.repeat(99)])(
    'finds nothing under %s',
    async (code) => {
      const { status, body } = await verify(code, 'text/html');
      expect([status, body['code']]).toEqual([404, 'certificate-not-found']);
    },
  );

  it('works after the course is archived or deleted', async () => {
    const graduated = await graduate();
    const { code } = await issue(graduated);
    const courses = database().collection('courses');
    const { _id } = graduated.course.course;
    await courses.updateOne({ _id }, { $set: { status: 'archived', isDeleted: true } });
    await database()
      .collection('enrollments')
      .updateOne({ course: _id }, { $set: { isDeleted: true } });
    expect((await verify(code)).body.state).toBe('valid');
  });

  it('says at once that it was revoked, and goes on to be possible', async () => {
    const graduated = await graduate();
    const { code } = await issue(graduated);
    expect((await verify(code)).body.state).toBe('valid');
    const path = `/api/v1/certificates/${code}/revoke`;
    expect((await graduated.api.post(path, { reason: 'mine' })).status).toBe(403);
    expect((await admin.post(path, {})).status).toBe(400);
    const reason = 'Somebody else did the work';
    const [first, again] = [await admin.post(path, { reason }), await admin.post(path, { reason: 'again' })];
    expect([first.status, again.status, again.body]).toEqual([200, 200, first.body]);
    const { body, text } = await verify(code);
    expect(body).toMatchObject({ state: 'revoked', revokedAt: test.clock.now().toISOString() });
    expect(text).not.toContain(reason);
    expect((await verify(code, 'text/html')).text).toContain('Revoked');
    const asked = await graduated.api.post(graduated.path);
    expect([asked.status, asked.body['code']]).toEqual([409, 'certificate-revoked']);
  });
});
