import type { mongo } from 'mongoose';

/** The collections that hold data of ours: no views, and not what the server keeps for itself. */
export async function storedCollections(db: mongo.Db): Promise<mongo.CollectionInfo[]> {
  const found = await db.listCollections().toArray();
  return (found as mongo.CollectionInfo[]).filter(
    ({ name, type }) => type === 'collection' && !name.startsWith('system.'),
  );
}
