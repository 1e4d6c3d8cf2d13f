import type { MigrationContext } from '../src/infra/migrations/migration.ts';

/** Reviews, votes for them, favourites, and which batches of views were counted. */
export async function up({ db }: MigrationContext): Promise<void> {
  await db
    .collection('reviews')
    .createIndexes([
      { key: { course: 1, user: 1 }, unique: true },
      { key: { course: 1, createdAt: -1, _id: -1 } },
      { key: { course: 1, helpfulCount: -1, _id: -1 } },
      { key: { course: 1, rating: -1, _id: -1 } },
      { key: { deleteBatchId: 1 }, sparse: true },
    ]);
  await db.collection('review_votes').createIndex({ review: 1, user: 1 }, { unique: true });
  await db
    .collection('favorites')
    .createIndexes([
      { key: { user: 1, course: 1 }, unique: true },
      { key: { user: 1, createdAt: -1, _id: -1 } },
    ]);
  await db.collection('view_batches').createIndex({ countedAt: 1 }, { expireAfterSeconds: 7 * 86_400 });
}

export async function down({ db }: MigrationContext): Promise<void> {
  for (const collection of ['view_batches', 'favorites', 'review_votes', 'reviews'])
    await db.collection(collection).drop();
}
