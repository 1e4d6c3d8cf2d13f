import { getModelToken } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RedisConfig } from '../../src/config/index.js';
import { RedisService } from '../../src/infra/redis/index.js';
import { CountViews } from '../../src/modules/courses/application/views/count-views.js';
import { ViewBatches } from '../../src/modules/courses/application/views/view-batches.js';
import { ViewCounter } from '../../src/modules/courses/application/views/view-counter.js';
import { COURSE_MODEL, type CourseDocument } from '../../src/modules/courses/persistence/course.schema.js';
import { courseFactory } from '../../src/modules/courses/testing/course.factory.js';
import { eventually } from '../support/eventually.js';
import { addCourses } from '../support/learners.js';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let proxy: TcpProxy;
let test: TestApp;
let course: CourseDocument;

beforeAll(async () => {
  proxy = await startTcpProxy(process.env['REDIS_URL'] as string);
  test = await startTestApp({ settings: [[RedisConfig, { REDIS_URL: proxy.url }]] });
});
afterAll(async () => {
  await test.close();
  await proxy.close();
});

beforeEach(async () => {
  course = courseFactory.build();
  await addCourses(test, course);
});

const model = () => test.app.get<Model<CourseDocument>>(getModelToken(COURSE_MODEL));
const viewsStored = async () => (await model().findById(course._id).lean())?.viewCount;
/** The last second of a process or its timer, whichever comes first. */
const send = () => test.app.get(ViewCounter).send();
const count = () => test.app.get(CountViews).execute(new AbortController().signal);

async function look(times: number, name = course.slug): Promise<void> {
  for (let time = 0; time < times; time++)
    expect((await test.api.get(`/api/v1/courses/${name}`)).status).toBe(200);
}

describe('the views of a course', () => {
  it('count those that the cache answers, under both of its names, and no others', async () => {
    await look(3);
    await look(2, course._id.toString());
    expect((await test.api.get(`/api/v1/courses/${course.slug}`)).headers.get('x-cache')).toBe('HIT');
    await test.api.get('/api/v1/courses');
    await test.api.get('/api/v1/courses/nowhere');
    expect(await viewsStored()).toBe(0);
    await send();
    expect(await count()).toBe(1);
    expect(await viewsStored()).toBe(6);
    expect(await count()).toBe(0);
    expect(await viewsStored()).toBe(6);
  });

  it('count once, though two workers count at the same time', async () => {
    await look(2);
    await send();
    await look(3);
    await send();
    await Promise.all(Array.from({ length: 5 }, count));
    expect(await viewsStored()).toBe(5);
  });

  it('count once, though a worker dies between counting and saying so', async () => {
    await look(4);
    await send();
    const batches = test.app.get(ViewBatches);
    const [batch] = await batches.waiting();
    await count();
    await batches.put(batch!);
    expect(await count()).toBe(0);
    expect(await viewsStored()).toBe(4);
    expect(await batches.waiting()).toEqual([]);
  });

  it('wait while Redis is gone, and are sent when it is back', async () => {
    await look(1);
    proxy.cut();
    await look(2);
    await send();
    await look(3);
    await send();
    proxy.restore();
    await eventually(() => expect(test.app.get(RedisService).usable).toBe(true));
    await eventually(async () => {
      await send();
      await count();
      expect(await viewsStored()).toBe(6);
    });
  });

  it('are no change of the course', async () => {
    const before = await model().findById(course._id).lean<{ updatedAt?: Date }>();
    await look(1);
    await send();
    await count();
    const after = await model().findById(course._id).lean<{ updatedAt?: Date }>();
    expect(after?.updatedAt).toEqual(before?.updatedAt);
  });

  it('are sent by a process that stops', async () => {
    const other = await startTestApp();
    const own = courseFactory.build();
    await addCourses(other, own);
    for (let time = 0; time < 3; time++) await other.api.get(`/api/v1/courses/${own.slug}`);
    await other.app.close();
    const waiting = await test.app.get(ViewBatches).waiting();
    expect(waiting.flatMap(({ views }) => [...views])).toEqual([[own.slug, 3]]);
    await count();
  });
});
