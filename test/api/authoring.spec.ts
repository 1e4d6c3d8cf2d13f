import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  courseInput,
  createComplete,
  createDraft,
  createFaculty,
  publish,
  type AuthoredCourse,
  type Faculty,
} from '../support/courses.js';
import { createUser, signIn } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let test: TestApp;
let faculty: Faculty;
beforeAll(async () => {
  test = await startTestApp();
  faculty = await createFaculty(test);
});
afterAll(() => test.close());

describe('making a course', () => {
  it('begins with a draft of the author, with everything that was said and defaults for the rest', async () => {
    const { categoryId, instructor } = faculty;
    const { status, body, headers } = await instructor.post(
      '/api/v1/courses',
      courseInput(categoryId, {
        title: '  <b>Practical</b> Rust ',
        fullDescription: '<p onclick="steal()">Servers.</p><script>steal()</script>',
        price: '49.5',
        originalPrice: '99.00',
        tags: ['Rust', 'SYSTEMS'],
        seo: { metaTitle: 'Rust' },
        duration: { weeks: 6 },
        capacity: 10,
      }),
    );
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/api/v1/users/me/courses/${String(body['id'])}`);
    expect(body).toMatchObject({
      title: 'Practical Rust',
      slug: 'practical-rust',
      fullDescription: '<p>Servers.</p>',
      price: '49.50',
      originalPrice: '99.00',
      discountPercent: 50,
      currency: 'USD',
      tags: ['rust', 'systems'],
      status: 'draft',
      publishedAt: null,
      language: 'en',
      duration: { weeks: 6, hours: null, description: '' },
      seo: { metaTitle: 'Rust', metaDescription: '', keywords: [] },
      settings: { allowDownload: false, requireSequentialCompletion: false, certificateEligible: true },
      capacity: 10,
      accessDays: null,
      totalLessons: 0,
      rejection: null,
    });
  });

  it('is for those who may teach', async () => {
    const input = courseInput(faculty.categoryId);
    for (const client of [faculty.student, faculty.moderator])
      expect((await client.post('/api/v1/courses', input)).status).toBe(403);
    const pending = await createUser(test, { role: 'instructor', approval: { status: 'pending' } });
    expect((await (await signIn(test, pending)).post('/api/v1/courses', input)).status).toBe(403);
  });

  it('gives twenty courses of one title at once an address each', async () => {
    const input = courseInput(faculty.categoryId, { title: 'Équations différentielles' });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => faculty.instructor.post<AuthoredCourse>('/api/v1/courses', input)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 201));
    const slugs = answers.map(({ body }) => body.slug);
    expect(new Set(slugs).size).toBe(20);
    expect(slugs).toContain('equations-differentielles');
    expect(slugs).toContain('equations-differentielles-2');
    for (const slug of slugs) expect(slug).toMatch(/^equations-differentielles(-[a-z0-9]+)?$/);
  });

  it('gives titles of other scripts an address too', async () => {
    const course = await createDraft(faculty, { title: 'বাংলা ভাষা' });
    expect(course.slug).toMatch(/^course(-[a-z0-9]+)?$/);
  });

  it.each([
    ['no title', { title: ' ' }, '/title'],
    ['a title that is too long', { title: 'x'.repeat(201) }, '/title'],
    ['a title of the wrong type', { title: { $gt: '' } }, '/title/$gt'],
    ['a negative price', { price: '-1' }, '/price'],
    ['a price as a number', { price: 49.5 }, '/price'],
    ['too many decimals', { price: '1.999' }, '/price'],
    ['an unknown currency', { currency: 'XXX' }, '/currency'],
    ['an unknown level', { level: 'guru' }, '/level'],
    ['a slug with capitals', { slug: 'Rust' }, '/slug'],
    ['a slug that looks like an id', { slug: 'a'.repeat(24) }, '/slug'],
    ['a script as an address', { thumbnail: 'javascript:alert(1)' }, '/thumbnail'],
    ['no seats', { capacity: 0 }, '/capacity'],
    ['null where there is nothing to clear', { tags: null }, '/tags'],
    ['a state', { status: 'published' }, '/status'],
    ['another instructor', { instructorId: 'f'.repeat(24) }, '/instructorId'],
    ['an unknown setting', { settings: { free: true } }, '/settings/free'],
  ])('refuses %s', async (_, values, pointer) => {
    const input = courseInput(faculty.categoryId, values);
    const { status, body } = await faculty.instructor.post('/api/v1/courses', input);
    expect({ status, code: body['code'] }).toEqual({ status: 400, code: 'validation-failed' });
    expect(body['errors']).toEqual([expect.objectContaining({ pointer })]);
  });

  it.each([
    ['category', { categoryId: 'f'.repeat(24) }, 'unknown-category'],
    ['phase', { phaseId: 'f'.repeat(24) }, 'unknown-phase'],
    ['prerequisite', { prerequisites: ['f'.repeat(24)] }, 'unknown-prerequisite'],
  ])('refuses a %s that does not exist', async (_, values, code) => {
    const input = courseInput(faculty.categoryId, values);
    expect(await faculty.instructor.post('/api/v1/courses', input)).toMatchObject({
      status: 422,
      body: { code },
    });
  });
});

describe('changing a course', () => {
  it('changes what is named and leaves the rest, in nested values too', async () => {
    const course = await createDraft(faculty, {
      seo: { metaTitle: 'Before', keywords: ['one'] },
      subcategory: 'Systems',
      currency: 'EUR',
    });
    const { status, body } = await faculty.instructor.send('PATCH', `/api/v1/courses/${course.id}`, {
      body: {
        seo: { metaTitle: 'After' },
        subcategory: null,
        price: '10.00',
        settings: { allowDownload: true },
      },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      title: course['title'],
      subcategory: null,
      price: '10.00',
      currency: 'EUR',
      seo: { metaTitle: 'After', keywords: ['one'] },
      settings: { allowDownload: true, certificateEligible: true },
    });
  });

  it('is for its instructor and administrators; for others it does not exist', async () => {
    const { id } = await createDraft(faculty);
    const body = { title: 'Taken over' };
    const { otherInstructor, admin } = faculty;
    expect(await otherInstructor.send('PATCH', `/api/v1/courses/${id}`, { body })).toMatchObject({
      status: 404,
      body: { code: 'course-not-found' },
    });
    for (const [method, path] of [
      ['DELETE', ''],
      ['POST', '/submit'],
      ['POST', '/archive'],
      ['POST', '/unarchive'],
      ['POST', '/restore'],
      ['GET', '/curriculum'],
      ['GET', '/sections'],
      ['GET', '/materials'],
    ] as const)
      expect((await otherInstructor.send(method, `/api/v1/courses/${id}${path}`)).status, path).toBe(404);
    expect((await otherInstructor.get(`/api/v1/users/me/courses/${id}`)).status).toBe(404);
    expect((await admin.send('PATCH', `/api/v1/courses/${id}`, { body })).status).toBe(200);
  });

  it('ends with the right to teach', async () => {
    const teacher = await createUser(test, { role: 'instructor' });
    const client = await signIn(test, teacher);
    const { id } = await createDraft({ ...faculty, instructor: client });
    await faculty.admin.send('PUT', `/api/v1/users/${teacher._id.toString()}/role`, {
      body: { role: 'student' },
    });
    const again = await signIn(test, teacher);
    expect((await again.send('PATCH', `/api/v1/courses/${id}`, { body: { title: 'x' } })).status).toBe(403);
    expect((await again.get(`/api/v1/courses/${id}/curriculum`)).status).toBe(404);
  });

  it('gives an address that is taken to nobody', async () => {
    const [one, other] = [await createDraft(faculty), await createDraft(faculty)];
    const answer = await faculty.instructor.send('PATCH', `/api/v1/courses/${one.id}`, {
      body: { slug: other.slug },
    });
    expect(answer).toMatchObject({ status: 409, body: { code: 'slug-taken' } });
  });

  it('lets only administrators choose what is featured', async () => {
    const { id } = await createDraft(faculty);
    const feature = { body: { isFeatured: true } };
    const path = `/api/v1/courses/${id}`;
    expect((await faculty.instructor.send('PATCH', path, feature)).status).toBe(403);
    expect(await faculty.admin.send('PATCH', path, feature)).toMatchObject({ body: { isFeatured: true } });
  });

  it('shows in the catalogue at once', async () => {
    const { id } = await createComplete(faculty, { price: '20.00' });
    await publish(faculty, id);
    expect((await test.api.get(`/api/v1/courses/${id}`)).body).toMatchObject({ price: '20.00' });
    await faculty.instructor.send('PATCH', `/api/v1/courses/${id}`, { body: { price: '15.00' } });
    expect((await test.api.get(`/api/v1/courses/${id}`)).body).toMatchObject({ price: '15.00' });
  });
});

describe('prerequisites', () => {
  const require = (course: AuthoredCourse, ...before: AuthoredCourse[]) =>
    faculty.instructor.send('PATCH', `/api/v1/courses/${course.id}`, {
      body: { prerequisites: before.map(({ id }) => id) },
    });

  it('form no circle, however long', async () => {
    const [a, b, c] = [await createDraft(faculty), await createDraft(faculty), await createDraft(faculty)];
    expect((await require(b, a)).status).toBe(200);
    expect((await require(c, b)).status).toBe(200);
    for (const last of [a, b, c])
      expect(await require(a, last)).toMatchObject({ status: 422, body: { code: 'prerequisite-cycle' } });
  });

  it('form no circle when its parts are closed at the same moment', async () => {
    const ring = await Promise.all(Array.from({ length: 4 }, () => createDraft(faculty)));
    const answers = await Promise.all(
      ring.map((course, index) => require(course, ring[(index + 1) % ring.length]!)),
    );
    const statuses = answers.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([200, 200, 200, 422]);
  });

  it('of a stranger are refused while they are drafts', async () => {
    const [own, foreign] = [
      await createDraft(faculty),
      await createDraft({ ...faculty, instructor: faculty.otherInstructor }),
    ];
    expect(await require(own, foreign)).toMatchObject({
      status: 422,
      body: { code: 'unknown-prerequisite', errors: [{ pointer: '/prerequisites/0' }] },
    });
  });
});

describe('the list of own courses', () => {
  it('shows those of the author in any state, newest first, and filters by state', async () => {
    const client = await signIn(test, await createUser(test, { role: 'instructor' }));
    const own = { ...faculty, instructor: client };
    const drafts: AuthoredCourse[] = [];
    for (let count = 0; count < 3; count++) {
      drafts.push(await createDraft(own));
      test.clock.advance(1000);
    }
    const list = async (query: string) =>
      (
        await client.get<{ data: { id: string }[]; page: { nextCursor: string | null } }>(
          `/api/v1/users/me/courses?${query}`,
        )
      ).body;
    const ids = drafts.map(({ id }) => id).toReversed();
    const first = await list('limit=2');
    const second = await list(`limit=2&cursor=${first.page.nextCursor}`);
    expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(ids);
    expect((await list('status=draft')).data).toHaveLength(3);
    expect((await list('status=published')).data).toEqual([]);
  });
});

describe('the materials of a course', () => {
  it('are replaced as a whole, and keep their ids', async () => {
    const { id } = await createDraft(faculty);
    const put = (data: object[]) =>
      faculty.instructor.send<{ data: { id: string; title: string; url: string }[] }>(
        'PUT',
        `/api/v1/courses/${id}/materials`,
        { body: { data } },
      );
    const sheet = { type: 'document', title: 'Sheet', url: 'https://files.example.com/sheet.pdf' };
    const first = await put([sheet, { ...sheet, title: 'Other' }]);
    expect(first.status).toBe(200);
    const [kept] = first.body.data;
    const second = await put([{ ...sheet, id: kept?.id, title: 'Renamed' }]);
    expect(second.body.data).toEqual([{ ...kept, title: 'Renamed' }]);
    expect((await put([{ ...sheet, url: 'javascript:alert(1)' }])).status).toBe(400);
    expect(
      (
        await put([
          { ...sheet, id: kept?.id },
          { ...sheet, id: kept?.id },
        ])
      ).status,
    ).toBe(400);
  });
});
