import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ApiClient } from '../../../test/support/api-client.js';
import { eventually } from '../../../test/support/eventually.js';
import type { CacheService } from './index.js';
import { startLibrary } from './testing/library.js';

describe('A cached route', () => {
  let library: Awaited<ReturnType<typeof startLibrary>>;
  let guest: ApiClient;
  let cache: CacheService;
  let events: typeof library.events;

  beforeAll(async () => {
    library = await startLibrary();
    ({ guest, cache, events } = library);
  });

  afterAll(() => library.close());

  beforeEach(() => cache.clear());

  it('answers a hit with the same bytes and says so', async () => {
    const miss = await guest.get('/courses');
    const hit = await guest.get('/courses');
    expect(miss.headers.get('x-cache')).toBe('MISS');
    expect(hit.headers.get('x-cache')).toBe('HIT');
    expect(hit.text).toBe(miss.text);
    for (const name of ['etag', 'content-type', 'cache-control', 'vary', 'content-length'])
      expect([name, hit.headers.get(name)]).toEqual([name, miss.headers.get(name)]);
    expect(hit.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(hit.headers.get('x-frame-options')).toBe('SAMEORIGIN');
    expect(hit.headers.get('x-request-id')).toBeTruthy();
  });

  it('answers long texts and HEAD as well', async () => {
    const miss = await guest.get('/courses/long');
    const hit = await guest.get('/courses/long');
    expect([hit.headers.get('x-cache'), hit.text === miss.text]).toEqual(['HIT', true]);
    for (const path of ['/courses', '/courses/long']) {
      const whole = await guest.get(path);
      const head = await guest.send('HEAD', path);
      expect([head.status, head.text, head.headers.get('x-cache')]).toEqual([200, '', 'HIT']);
      for (const name of ['etag', 'content-length', 'content-type'])
        expect([name, head.headers.get(name)]).toEqual([name, whole.headers.get(name)]);
    }
  });

  it('tells the observers of requests about hits', async () => {
    for (const state of ['MISS', 'HIT'])
      expect((await guest.send('HEAD', '/statistics')).headers.get('x-cache')).toBe(state);
    await eventually(() =>
      expect(events.finished.filter((request) => request === 'HEAD /statistics 200')).toHaveLength(2),
    );
  });

  it('answers hits of public routes without entering the framework, and no others', async () => {
    const entriesOf = async (path: string, api = guest) => {
      await api.get(path);
      const before = events.entries;
      await api.get(path);
      return events.entries - before;
    };
    expect(await entriesOf('/courses')).toBe(0);
    expect(await entriesOf('/statistics')).toBe(0);
    expect(await entriesOf('/statistics', guest.as('ada.student'))).toBe(1);
    expect(await entriesOf('/handbook', guest.as('ada.student'))).toBe(1);
    expect(await entriesOf('/todos', guest.as('ada.student'))).toBe(1);
  });

  it('tells those who listen of every answer of a named route, hits included', async () => {
    events.courses = [];
    const { headers } = await guest.get('/courses/1');
    await guest.get('/courses/1');
    await guest.get('/courses/1', { 'if-none-match': headers.get('etag')! });
    await guest.get('/courses/long');
    await guest.get('/courses');
    expect(events.courses).toEqual(['1', '1', '1', 'long']);
  });

  it('answers 304 to a client that holds the answer, from a hit and from a miss', async () => {
    const etag = (await guest.get('/courses')).headers.get('etag') as string;
    const hit = await guest.get('/courses', { 'if-none-match': etag });
    expect([hit.status, hit.text, hit.headers.get('etag')]).toEqual([304, '', etag]);
    await cache.clear();
    events.calls--;
    const miss = await guest.get('/courses', { 'if-none-match': etag });
    expect([miss.status, miss.headers.get('x-cache')]).toEqual([304, 'MISS']);
  });

  it('knows a query by its meaning, not by its order', async () => {
    const one = await guest.get('/courses?level=easy&page=2&tag=a&tag=b');
    const same = await guest.get('/courses?tag=a&page=2&tag=b&level=easy');
    expect(same.text).toBe(one.text);
    const texts = await Promise.all(
      ['', '?level=easy', '?level=easy&page=3', '?tag=b&tag=a', '?level=easy%26page%3D2', '?tag=a,b'].map(
        async (query) => (await guest.get(`/courses${query}`)).text,
      ),
    );
    expect(new Set([...texts, one.text]).size).toBe(7);
  });

  it('keeps answers in different languages apart', async () => {
    const english = await guest.get('/courses', { 'accept-language': 'en' });
    const bangla = await guest.get('/courses', { 'accept-language': 'bn' });
    expect(bangla.text).not.toBe(english.text);
    expect(bangla.headers.get('vary')).toBe('accept-language');
    expect((await guest.get('/courses', { 'accept-language': 'en' })).text).toBe(english.text);
  });

  it('keeps no refusal', async () => {
    expect((await guest.get('/courses?sort=wrong')).status).toBe(400);
    const again = await guest.get('/courses?sort=wrong');
    expect([again.status, again.headers.get('x-cache')]).toEqual([400, null]);
  });

  it('never shows one user what is another’s, and shows a guest neither', async () => {
    const ada = guest.as('ada.student');
    const bob = guest.as('bob.student');
    const [adas, bobs] = [await ada.get('/todos'), await bob.get('/todos')];
    expect(bobs.text).not.toBe(adas.text);
    expect([(await ada.get('/todos')).text, (await bob.get('/todos')).text]).toEqual([adas.text, bobs.text]);
    expect((await ada.get('/todos')).headers.get('x-cache')).toBe('HIT');
    expect(adas.headers.get('cache-control')).toBe('private, no-cache');
    expect((await guest.get('/todos')).status).toBe(401);
    await cache.invalidate('todos:ada');
    expect((await ada.get('/todos')).text).not.toBe(adas.text);
    expect((await bob.get('/todos')).text).toBe(bobs.text);
  });

  it('keeps the answers of roles and of guests apart, whatever they call themselves', async () => {
    const [student, admin, nobody] = [guest.as('ada.student'), guest.as('eve.admin'), guest];
    const texts = [await student.get('/menu'), await admin.get('/menu'), await nobody.get('/menu')].map(
      ({ text }) => text,
    );
    expect(new Set(texts).size).toBe(3);
    expect((await guest.as('guest.student').get('/menu')).text).toBe(texts[0]);
  });

  it('shows nobody without permission what everybody with permission sees alike', async () => {
    const [ada, bob] = [guest.as('ada.student'), guest.as('bob.student')];
    const first = await ada.get('/handbook');
    expect((await bob.get('/handbook')).text).toBe(first.text);
    expect((await guest.get('/handbook')).status).toBe(401);
    expect((await guest.as('nonsense').get('/handbook')).status).toBe(401);
  });

  it('refuses a token that is not valid, where tokens are read', async () => {
    const first = await guest.get('/statistics');
    expect((await guest.get('/statistics')).text).toBe(first.text);
    expect((await guest.as('ada.student').get('/statistics')).text).toBe(first.text);
    expect((await guest.as('nonsense').get('/statistics')).status).toBe(401);
  });

  it('shows a change after the write has been answered, and keeps what did not change', async () => {
    const before = await Promise.all(
      ['/courses', '/courses/1', '/courses/2', '/courses/3'].map((path) => guest.get(path)),
    );
    await guest.post('/courses/1', { also: '2' });
    const after = await Promise.all(
      ['/courses', '/courses/1', '/courses/2', '/courses/3'].map((path) => guest.get(path)),
    );
    expect(after.map(({ text }, index) => text === before[index]?.text)).toEqual([false, false, false, true]);
  });

  it('keeps answers when a write fails', async () => {
    const before = await guest.get('/courses/1');
    expect((await guest.post('/courses/1', { also: '2', fail: true })).status).toBe(409);
    expect((await guest.get('/courses/1')).text).toBe(before.text);
  });

  it('counts hits against the rate limit, and refuses as every other route does', async () => {
    await guest.get('/courses/limited');
    const remaining = async () =>
      Number((await guest.get('/courses/limited')).headers.get('ratelimit-remaining'));
    const first = await remaining();
    expect(await remaining()).toBe(first - 1);
    for (let left = first - 1; left > 0; left--) await guest.get('/courses/limited');
    const refused = await guest.get('/courses/limited');
    expect([refused.status, refused.body['code']]).toEqual([429, 'too-many-requests']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('x-cache')).toBeNull();
  });
});
