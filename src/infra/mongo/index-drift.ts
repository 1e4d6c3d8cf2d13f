import { mongo, type Connection, type Schema } from 'mongoose';

/** An index whose declaration in a schema and whose reality in the database differ. */
export interface IndexDrift {
  readonly collection: string;
  readonly problem: 'missing' | 'surplus' | 'different';
  /** The keys as declared or found, in JSON. */
  readonly index: string;
}

/** What makes an index what it is, in a form that can be compared. */
interface IndexShape {
  readonly keys: string;
  readonly options: string;
}

type Keys = Record<string, unknown>;

const NAMESPACE_NOT_FOUND = 26;
const ID_KEYS = JSON.stringify({ _id: 1 });

/**
 * Compares the indexes that the registered schemas declare, each beside the query that needs it, with those that
 * migrations have made. Names don't count; keys, their order, and options do.
 */
export async function indexDrift(connection: Connection): Promise<IndexDrift[]> {
  await connection.asPromise();
  const byCollection = Map.groupBy(
    Object.values(connection.models),
    (model) => model.collection.collectionName,
  );
  const drifts = await Promise.all(
    [...byCollection].map(async ([collection, models]) => {
      const declared = models.flatMap(({ schema }) => declaredIn(schema));
      return compare(collection, declared, await foundIn(connection, collection));
    }),
  );
  return drifts.flat();
}

function compare(collection: string, declared: IndexShape[], found: IndexShape[]): IndexDrift[] {
  const missing = declared.filter((index) => !found.some((other) => isSame(index, other)));
  const surplus = found.filter((index) => !declared.some((other) => isSame(index, other)));
  const surplusKeys = new Set(surplus.map(({ keys }) => keys));
  const different = new Set(missing.map(({ keys }) => keys).filter((keys) => surplusKeys.has(keys)));
  const drift = (problem: IndexDrift['problem']) => (index: string) => ({ collection, problem, index });
  const keysOf = (indexes: IndexShape[]) =>
    indexes.map(({ keys }) => keys).filter((keys) => !different.has(keys));
  return [
    ...keysOf(missing).map(drift('missing')),
    ...keysOf(surplus).map(drift('surplus')),
    ...[...different].map(drift('different')),
  ];
}

const isSame = (one: IndexShape, other: IndexShape) =>
  one.keys === other.keys && one.options === other.options;

const declaredIn = (schema: Schema): IndexShape[] =>
  schema.indexes().map(([keys, options]) => shapeOf(keys as Keys, options as mongo.Document));

async function foundIn(connection: Connection, collection: string): Promise<IndexShape[]> {
  try {
    const indexes = await connection.db!.collection(collection).indexes();
    return indexes.map((index) => shapeOf(index.key as Keys, index)).filter(({ keys }) => keys !== ID_KEYS);
  } catch (error) {
    if (error instanceof mongo.MongoServerError && error.code === NAMESPACE_NOT_FOUND) return [];
    throw error;
  }
}

/** Text indexes are declared by their paths, and reported as one key with the paths among the weights. */
function shapeOf(keys: Keys, options: mongo.Document): IndexShape {
  const textPaths = Object.keys(keys).filter((path) => keys[path] === 'text' && path !== '_fts');
  const isText = textPaths.length > 0 || '_fts' in keys;
  const weights: Record<string, number> = {
    ...Object.fromEntries(textPaths.map((path) => [path, 1])),
    ...(options['weights'] as Record<string, number> | undefined),
  };
  const otherKeys = Object.entries(keys).filter(
    ([path]) => !textPaths.includes(path) && !path.startsWith('_fts'),
  );
  return {
    keys: JSON.stringify({
      ...Object.fromEntries(otherKeys),
      ...(isText && { text: Object.keys(weights).toSorted() }),
    }),
    options: JSON.stringify({
      unique: options['unique'] === true,
      sparse: options['sparse'] === true,
      expireAfterSeconds: options['expireAfterSeconds'] ?? null,
      partialFilterExpression: options['partialFilterExpression'] ?? null,
      collation: (options['collation'] as mongo.CollationOptions | undefined)?.locale ?? null,
      ...(isText && {
        weights: Object.entries(weights).toSorted(([a], [b]) => a.localeCompare(b)),
        language: (options['default_language'] as string | undefined) ?? 'english',
      }),
    }),
  };
}
