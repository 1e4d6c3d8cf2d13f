import { getConnectionToken } from '@nestjs/mongoose';
import { createConnection, Schema, type Connection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Migrations, Migrator } from '../../src/infra/migrations/index.js';
import { indexDrift } from '../../src/infra/mongo/index.js';
import { unexpectedlyMixed } from '../support/mongo-schemas.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

describe('the database of the whole application', () => {
  let test: TestApp;
  let connection: Connection;
  let migrator: Migrator;

  beforeAll(async () => {
    test = await startTestApp();
    connection = test.app.get(getConnectionToken());
    migrator = test.app.get(Migrator);
  });
  afterAll(() => test.close());

  it('has after its migrations the indexes that the schemas declare, and no others', async () => {
    expect(await indexDrift(connection)).toEqual([]);
    expect(await test.app.get(Migrations).pending()).toEqual([]);
  });

  it('can take every migration back, and run it again', async () => {
    const names = (await migrator.status()).map(({ name }) => name);
    for (const name of names.toReversed()) expect(await migrator.rollback()).toBe(name);
    const left = (await connection.listCollections()).map(({ name }) => name);
    expect(left.toSorted()).toEqual(['migration_locks', 'migrations']);
    expect(await migrator.up()).toEqual(names);
    expect(await indexDrift(connection)).toEqual([]);
  });

  it('runs every migration again to the same end, as it does after a breakdown', async () => {
    await connection.collection('migrations').updateMany({}, { $set: { state: 'started' } });
    const before = (await migrator.status()).map(({ name }) => name);
    expect(await migrator.up()).toEqual(before);
    expect(await indexDrift(connection)).toEqual([]);
  });

  it('takes no value of any type where the schema did not say so', () => {
    expect(unexpectedlyMixed(connection)).toEqual([]);
  });

  it.each(['strict', 'strictQuery'] as const)('refuses what schemas do not know (%s)', (option) => {
    const lax = Object.values(connection.models).filter(({ schema }) => schema.get(option) !== 'throw');
    expect(lax.map(({ modelName }) => modelName)).toEqual([]);
  });
});

describe('unexpectedlyMixed', () => {
  it('finds types that mongoose did not understand, however deep, and no declared ones', () => {
    const connection = createConnection();
    const inner = { wrong: Object, list: [{ deeper: {} }], fine: { type: Schema.Types.Mixed } };
    connection.model(
      'Thing',
      new Schema({ top: {}, inner: new Schema(inner), any: [] }, { collection: 't' }),
    );
    expect(unexpectedlyMixed(connection)).toEqual([
      't.top',
      't.inner.wrong',
      't.inner.list.deeper',
      't.any[]',
    ]);
  });
});
