import { getModelToken } from '@nestjs/mongoose';
import type { Model, QueryOptions } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MongoCommands } from '../../src/infra/mongo/index.js';
import { LEVELS } from '../../src/modules/courses/domain/course.js';
import { COURSE_MODEL, type CourseDocument } from '../../src/modules/courses/persistence/course.schema.js';
import { courseFactory } from '../../src/modules/courses/testing/course.factory.js';
import { addCourses } from '../support/learners.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

/** What mongoose was asked. */
interface Statement {
  filter: Record<string, unknown>;
  options: QueryOptions;
}

interface Stage {
  stage: string;
  indexName?: string;
  inputStage?: Stage;
  inputStages?: Stage[];
}

const COURSES = 2_000;

let test: TestApp;
let model: Model<CourseDocument>;
const statements: Statement[] = [];

beforeAll(async () => {
  test = await startTestApp();
  model = test.app.get(getModelToken(COURSE_MODEL));
  const { body } = await test.api.get<{ data: { id: string }[] }>('/api/v1/categories');
  const categories = body.data.map(({ id }) => model.base.Types.ObjectId.createFromHexString(id));
  const courses = courseFactory.buildList(COURSES).map((course, index) => ({
    ...course,
    title: index % 40 === 0 ? `Chess ${index}` : course.title,
    category: categories[index % categories.length]!,
    level: LEVELS[index % LEVELS.length]!,
    tags: [`tag-${index % 50}`],
    price: { amount: (index * 37) % 20_000, currency: 'USD' as const },
    enrollmentCount: (index * 13) % 500,
    rating: { average: 1 + (index % 40) / 10, count: 1, sum: 1 },
    status: index % 10 === 0 ? ('draft' as const) : ('published' as const),
  }));
  await addCourses(test, ...courses);
  test.app.get(MongoCommands).subscribe(({ command, collection, statement }) => {
    // The cards of a page are read by their ids.
    const isByIds = Boolean((statement as Statement).filter?.['_id']);
    if (collection === 'courses' && command === 'find' && !isByIds) statements.push(statement as Statement);
  });
});
afterAll(() => test.close());

const stagesOf = (stage: Stage): Stage[] => [
  stage,
  ...[stage.inputStage, ...(stage.inputStages ?? [])].flatMap((input) => (input ? stagesOf(input) : [])),
];

/** How the server carries out the one query that finds what a request asks for. */
async function planOf(query: string): Promise<Stage[]> {
  statements.length = 0;
  const { status } = await test.api.get(`/api/v1/courses?${query}`);
  expect([query, status, statements.length]).toEqual([query, 200, 1]);
  const [{ filter, options }] = statements as [Statement];
  const { sort, limit, skip } = options;
  const plan = (await model.find(filter, null, { sort, limit, skip }).explain('queryPlanner')) as unknown as {
    queryPlanner: { winningPlan: Stage & { queryPlan?: Stage } };
  };
  const { winningPlan } = plan.queryPlanner;
  return stagesOf(winningPlan.queryPlan ?? winningPlan);
}

const SORTS = ['newest', 'popular', 'rating', 'price', '-price'];

const FILTERS = [
  'level=advanced',
  'language=en',
  'category=programming',
  'category=programming&level=advanced',
  'tag=tag-7',
  'minPrice=10&maxPrice=50',
  'free=false',
  'minRating=3',
];

describe('a page of the catalogue', () => {
  it.each(SORTS)('sorted by %s is read off an index, the last page like the first', async (sort) => {
    const { body } = await test.api.get<{ page: { nextCursor: string } }>(
      `/api/v1/courses?sort=${sort}&limit=100`,
    );
    for (const query of [`sort=${sort}`, `sort=${sort}&cursor=${body.page.nextCursor}`]) {
      const stages = (await planOf(query)).map(({ stage }) => stage);
      expect([query, stages.includes('IXSCAN')]).toEqual([query, true]);
      // A sort would read and hold all that fulfils the conditions to show twenty.
      expect([query, stages.filter((stage) => /SORT|COLLSCAN/.test(stage))]).toEqual([query, []]);
    }
  });

  it.each(FILTERS)('filtered by %s is read off an index where it is sorted by date', async (filter) => {
    const stages = (await planOf(filter)).map(({ stage }) => stage);
    expect(stages).toContain('IXSCAN');
    expect(stages.filter((stage) => /SORT|COLLSCAN/.test(stage))).toEqual([]);
  });

  it.each(FILTERS.flatMap((filter) => SORTS.map((sort) => `${filter}&sort=${sort}`)))(
    'never reads the whole collection: ?%s',
    async (query) => {
      const stages = (await planOf(`${query}&limit=19`)).map(({ stage }) => stage);
      expect(stages).toContain('IXSCAN');
      expect(stages).not.toContain('COLLSCAN');
    },
  );

  it.each(['q=chess', 'q=chess&level=advanced', 'q=chess&sort=price'])(
    'finds words by the text index: ?%s',
    async (query) => {
      const stages = await planOf(query);
      expect(stages.map(({ stage }) => stage)).not.toContain('COLLSCAN');
      expect(stages.map(({ indexName }) => indexName)).toContain('search');
    },
  );
});
