import type { MigrationContext } from '../src/infra/migrations/migration.ts';

/** The six categories that the catalogue starts with (X10). */
const CATEGORIES = [
  ['Programming', 'Languages, tools and the craft of writing software'],
  ['Design', 'How things look, feel and explain themselves'],
  ['Business', 'Starting, leading and growing a company'],
  ['Marketing', 'Finding the people whom a product is for'],
  ['Data Science', 'Statistics, machine learning and making sense of data'],
  ['Other', 'Everything else that is worth learning'],
] as const;

/** Categories and courses. */
export async function up({ db }: MigrationContext): Promise<void> {
  await db.collection('categories').createIndex({ kind: 1, slug: 1 }, { unique: true });
  await db
    .collection('courses')
    .createIndexes([
      { key: { slug: 1 }, unique: true },
      { key: { status: 1, isPublic: 1, publishedAt: -1, _id: -1 } },
      { key: { category: 1, status: 1, isPublic: 1, publishedAt: -1, _id: -1 } },
      { key: { deleteBatchId: 1 }, sparse: true },
      { key: { archiveBatchId: 1 }, sparse: true },
    ]);
  for (const [name, description] of CATEGORIES) {
    const slug = name.toLowerCase().replaceAll(' ', '-');
    await db.collection('categories').updateOne(
      { kind: 'course', slug },
      {
        $setOnInsert: { name, description },
        $currentDate: { createdAt: true, updatedAt: true },
      },
      { upsert: true },
    );
  }
}

export async function down({ db }: MigrationContext): Promise<void> {
  await db.collection('courses').drop();
  await db.collection('categories').drop();
}
