import { randomUUID } from 'node:crypto';
import mongoose, { type Connection, type mongo } from 'mongoose';
import { afterAll, beforeAll } from 'vitest';

/** Where the server under test is: the gateway, or any MongoDB. */
export function serverUri(): string {
  const uri = process.env['MONGODB_URI'];
  if (!uri) throw new Error('MONGODB_URI names no server to test against');
  return uri;
}

/** A database of the file's own, through mongoose and through its driver; dropped at the end. */
export interface TestDatabase {
  readonly connection: Connection;
  readonly client: mongo.MongoClient;
  collection<T extends mongo.Document = mongo.Document>(): mongo.Collection<T>;
}

/** Call it at the top of a `describe`. Each call of `collection()` gives a fresh one. */
export function useDatabase(): TestDatabase {
  let connection: Connection;
  let collections = 0;
  beforeAll(async () => {
    connection = await mongoose
      .createConnection(serverUri(), { dbName: `gateway_${randomUUID().slice(0, 8)}`, maxPoolSize: 50 })
      .asPromise();
  });
  afterAll(async () => {
    await connection.dropDatabase();
    await connection.close();
  });
  return {
    get connection() {
      return connection;
    },
    get client() {
      return connection.getClient();
    },
    collection: <T extends mongo.Document>() => connection.db!.collection<T>(`things_${++collections}`),
  };
}

/** Runs `task` as many times at once, and answers all results. */
export function inParallel<T>(times: number, task: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: times }, (_, index) => task(index)));
}
