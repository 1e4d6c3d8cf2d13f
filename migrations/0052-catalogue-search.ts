import type { MigrationContext } from '../src/infra/migrations/migration.ts';

const INDEXES = [
  {
    key: { category: 1, level: 1, status: 1, isPublic: 1, publishedAt: -1, _id: -1 },
    name: 'category_1_level_1_status_1_isPublic_1_publishedAt_-1__id_-1',
  },
  {
    key: { tags: 1, status: 1, isPublic: 1, publishedAt: -1, _id: -1 },
    name: 'tags_1_status_1_isPublic_1_publishedAt_-1__id_-1',
  },
  {
    key: { status: 1, isPublic: 1, enrollmentCount: -1, _id: -1 },
    name: 'status_1_isPublic_1_enrollmentCount_-1__id_-1',
  },
  {
    key: { status: 1, isPublic: 1, 'rating.average': -1, _id: -1 },
    name: 'status_1_isPublic_1_rating.average_-1__id_-1',
  },
  {
    key: { status: 1, isPublic: 1, 'price.amount': 1, _id: 1 },
    name: 'status_1_isPublic_1_price.amount_1__id_1',
  },
  {
    key: { title: 'text', description: 'text', tags: 'text' },
    name: 'search',
    weights: { title: 10, tags: 5, description: 1 },
    default_language: 'english',
    language_override: 'searchLanguage',
  },
] as const;

/** What the catalogue is searched, filtered and sorted by, and the sum behind the average of the stars. */
export async function up({ db }: MigrationContext): Promise<void> {
  const courses = db.collection('courses');
  await courses.updateMany({ 'rating.sum': { $exists: false } }, [
    { $set: { 'rating.sum': { $round: [{ $multiply: ['$rating.average', '$rating.count'] }] } } },
  ]);
  await courses.createIndexes(INDEXES.map((index) => ({ ...index })));
}

/** The sums stay: nothing reads them. */
export async function down({ db }: MigrationContext): Promise<void> {
  const courses = db.collection('courses');
  for (const { name } of INDEXES) if (await courses.indexExists(name)) await courses.dropIndex(name);
}
