import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import { fillCatalogue } from '../support/catalogue.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface CoursePage {
  data: { slug: string }[];
  page: { nextCursor: string | null; limit: number };
  facets?: Record<string, { value: string; count: number }[]>;
}

let test: TestApp;
let jane: UserDocument;

beforeAll(async () => {
  test = await startTestApp();
  ({ jane } = await fillCatalogue(test));
});
afterAll(() => test.close());

const get = (query: string) => test.api.get<CoursePage>(`/api/v1/courses?${query}`);
const slugs = ({ data }: CoursePage) => data.map(({ slug }) => slug);
const find = async (query: string) => slugs((await get(query)).body);

async function readAll(query: string): Promise<string[]> {
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const { status, body }: { status: number; body: CoursePage } = await get(
      `${query}${cursor && `&cursor=${cursor}`}`,
    );
    expect(status).toBe(200);
    seen.push(...slugs(body));
    cursor = body.page.nextCursor;
  }
  return seen;
}

describe('the catalogue', () => {
  it('starts with the six categories of the documents', async () => {
    const { body } = await test.api.get<{ data: { name: string }[] }>('/api/v1/categories');
    expect(body.data.map(({ name }) => name)).toEqual([
      'Business',
      'Data Science',
      'Design',
      'Marketing',
      'Other',
      'Programming',
    ]);
  });

  it.each([
    ['', ['newsletters', 'chess', 'typografie', 'typescript', 'javascript']],
    ['sort=newest', ['newsletters', 'chess', 'typografie', 'typescript', 'javascript']],
    ['sort=popular', ['chess', 'typescript', 'javascript', 'newsletters', 'typografie']],
    ['sort=rating', ['typografie', 'javascript', 'typescript', 'newsletters', 'chess']],
    ['sort=price', ['chess', 'typescript', 'javascript', 'newsletters']],
    ['sort=-price', ['newsletters', 'javascript', 'typescript', 'chess']],
    ['sort=price&currency=EUR', ['typografie']],
  ])('lists what is published and public, sorted and page by page: ?%s', async (query, expected) => {
    expect(await find(query)).toEqual(expected);
    expect(await readAll(`limit=1&${query}`)).toEqual(expected);
    expect(await readAll(`limit=2&${query}`)).toEqual(expected);
  });

  it.each([
    ['category=programming', ['typescript', 'javascript']],
    ['category=alchemy', []],
    ['phase=nowhere', []],
    ['level=advanced', ['typescript']],
    ['language=de', ['typografie']],
    ['tag=web', ['newsletters', 'typescript', 'javascript']],
    ['tag=Web', ['newsletters', 'typescript', 'javascript']],
    ['tag=web&tag=javascript', ['javascript']],
    ['tag=web,typescript', ['typescript']],
    ['minRating=3', ['typografie', 'typescript', 'javascript']],
    ['minRating=4.5', ['typografie', 'javascript']],
    ['free=true', ['chess']],
    ['free=false', ['newsletters', 'typografie', 'typescript', 'javascript']],
    ['minPrice=49', ['newsletters', 'typescript', 'javascript']],
    ['maxPrice=49.00', ['chess', 'typescript']],
    ['maxPrice=48.99', ['chess']],
    ['minPrice=0.01&maxPrice=99.99', ['typescript', 'javascript']],
    ['minPrice=10&currency=EUR', ['typografie']],
    ['currency=EUR', ['typografie']],
    ['minPrice=20&maxPrice=10', []],
    ['category=programming&level=beginner&tag=web&minRating=4&maxPrice=100', ['javascript']],
    ['free=true&minPrice=1', []],
  ])('filters by every condition at once: ?%s', async (query, expected) => {
    expect(await find(query)).toEqual(expected);
  });

  it('knows who teaches', async () => {
    expect(await find(`instructor=${jane._id.toString()}`)).toEqual(['typescript', 'javascript']);
  });

  it.each([
    ['q=javascript', ['javascript', 'typescript']],
    ['q=JAVASCRIPT', ['javascript', 'typescript']],
    ['q=web', ['javascript', 'newsletters', 'typescript']],
    ['q=learned', ['newsletters']],
    ['q="how the pieces move"', ['chess']],
    ['q=javascript -types', ['javascript']],
    ['q=schrift', ['typografie']],
    ['q=javascript&level=advanced', ['typescript']],
    ['q=javascript&sort=popular', ['typescript', 'javascript']],
    ['q=alchemy', []],
    ['q=%24where', []],
    ['q=%27); drop %26 | ! : * ( \\ "', []],
  ])('searches titles, descriptions and tags: ?%s', async (query, expected) => {
    const found = await find(query);
    // What only tags or words of one weight have in common is equally relevant.
    expect(query === 'q=web' ? found.toSorted() : found).toEqual(expected);
  });

  it('reads a search page by page', async () => {
    expect(await readAll('q=javascript&limit=1')).toEqual(['javascript', 'typescript']);
  });

  it('counts facets of all that fulfil the conditions, on whichever page', async () => {
    const { body } = await get('facets=true&limit=1');
    expect(body.data).toHaveLength(1);
    expect(body.facets).toEqual({
      category: [
        { value: 'programming', count: 2 },
        { value: 'design', count: 1 },
        { value: 'marketing', count: 1 },
        { value: 'other', count: 1 },
      ],
      level: [
        { value: 'beginner', count: 3 },
        { value: 'advanced', count: 1 },
        { value: 'expert', count: 1 },
      ],
      language: [
        { value: 'en', count: 4 },
        { value: 'de', count: 1 },
      ],
      tag: [
        { value: 'web', count: 3 },
        { value: 'fonts', count: 1 },
        { value: 'javascript', count: 1 },
        { value: 'typescript', count: 1 },
      ],
      rating: [
        { value: '4', count: 2 },
        { value: '3', count: 3 },
        { value: '2', count: 4 },
        { value: '1', count: 4 },
      ],
      free: [
        { value: 'false', count: 4 },
        { value: 'true', count: 1 },
      ],
    });
  });

  it('counts only the facets that are asked for, each as the filter of its name would', async () => {
    const { body } = await get('facets=level,tag&q=javascript&category=programming');
    expect(Object.keys(body.facets ?? {}).toSorted()).toEqual(['level', 'tag']);
    for (const { value, count } of body.facets?.['level'] ?? [])
      expect(await find(`q=javascript&category=programming&level=${value}`)).toHaveLength(count);
    expect((await get('')).body.facets).toBeUndefined();
    expect((await get('facets=level&category=alchemy')).body.facets).toEqual({ level: [] });
  });

  it.each([
    'limit=0',
    'limit=101',
    'limit=many',
    'cursor=nonsense',
    'category=$ne',
    'sort=cheapest',
    'category[$ne]=design',
    'q=',
    `q=${'x'.repeat(201)}`,
    'q=a&q=b',
    'level=guru',
    'free=maybe',
    'minPrice=-1',
    'minPrice=1e3',
    'minPrice=1.999',
    'maxPrice=ten',
    'currency=XXX',
    'minRating=6',
    'minRating=NaN',
    'instructor=jane',
    'facets=everything',
    'facets=level,level',
    'tag[]=a',
    'unknown=1',
  ])('refuses ?%s', async (query) => {
    expect(await get(query)).toMatchObject({ status: 400, body: { code: 'validation-failed' } });
  });

  it('refuses a relevance of nothing, and the cursor of another order', async () => {
    expect(await get('sort=relevance')).toMatchObject({ status: 400, body: { code: 'nothing-to-search' } });
    const cursors = await Promise.all(
      ['sort=price&limit=1', 'q=javascript&limit=1'].map(
        async (query) => (await get(query)).body.page.nextCursor,
      ),
    );
    for (const cursor of cursors)
      expect(await get(`sort=newest&cursor=${cursor}`)).toMatchObject({
        status: 400,
        body: { code: 'validation-failed' },
      });
    for (const offset of [-1, 0, 0.5, 1000, 1e9, '5', null]) {
      const cursor = Buffer.from(JSON.stringify(['relevance', offset])).toString('base64url');
      expect([offset, (await get(`q=javascript&cursor=${cursor}`)).status]).toEqual([offset, 400]);
    }
  });

  it('answers the same filter once from the database, whatever the order of its words', async () => {
    await get('level=expert&language=en');
    const again = await get('language=en&level=expert');
    expect(again.headers.get('x-cache')).toBe('HIT');
  });
});
