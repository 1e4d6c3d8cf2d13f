import { Injectable } from '@nestjs/common';
import { Types } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startMongoBench, type MongoBench } from '../../../test/support/mongo.js';
import { EncryptionConfig } from '../../config/index.js';
import { DiscoveryModule } from '../discovery/index.js';
import { EncryptedFields } from './encrypted-fields.js';
import { FieldCipher } from './field-cipher.js';
import { KeyRotation } from './key-rotation.js';

const OLD = 'o'.repeat(32);
const NEW = 'n'.repeat(32);
const withKeys = (...keys: [string, ...string[]]) => new EncryptionConfig({ FIELD_ENCRYPTION_KEYS: keys });
const before = new FieldCipher(withKeys(OLD));
const after = new FieldCipher(withKeys(NEW));

const contextOf = (id: string) => `diaries/${id}/details.page`;
/** Called before each value. */
let onValue: () => void = () => {};

/** Stands for a module of its own. */
@Injectable()
class DiaryVault extends EncryptedFields {
  override readonly encryptedFields = [
    {
      collection: 'diaries',
      path: 'details.page',
      contextOf: (id: string) => {
        onValue();
        return contextOf(id);
      },
    },
  ];
}

interface Diary {
  _id: Types.ObjectId;
  details: { page: string | null };
}

let bench: MongoBench;
let rotation: KeyRotation;
beforeAll(async () => {
  bench = await startMongoBench({
    imports: [DiscoveryModule],
    providers: [
      DiaryVault,
      KeyRotation,
      FieldCipher,
      { provide: EncryptionConfig, useValue: withKeys(NEW, OLD) },
    ],
  });
  rotation = bench.module.get(KeyRotation);
});
afterAll(() => bench.close());

const diaries = () => bench.connection.collection<Diary>('diaries');
const written = (cipher: FieldCipher, text: string, _id = new Types.ObjectId()): Diary => ({
  _id,
  details: { page: cipher.encrypt(text, contextOf(_id.toString())) },
});
const read = ({ _id, details }: Diary) => after.decrypt(details.page!, contextOf(_id.toString()));
const rotated = async (signal?: AbortSignal) => (await rotation.execute(signal))[0]!;

beforeEach(() => diaries().deleteMany({}));

describe('a change of keys', () => {
  it('leaves no value under an old key, and every text as it was', async () => {
    const texts = Array.from({ length: 450 }, (_, index) => `page ${index}`);
    await diaries().insertMany(texts.map((text) => written(before, text)));
    await diaries().insertOne({ _id: new Types.ObjectId(), details: { page: null } });
    expect(await rotated()).toEqual({
      field: 'diaries.details.page',
      reencrypted: 450,
      overtaken: 0,
      damaged: 0,
      left: 0,
    });
    const found = await diaries()
      .find({ 'details.page': { $type: 'string' } })
      .sort({ _id: 1 })
      .toArray();
    expect(found.map(read)).toEqual(texts);
    // A second time there is nothing to do.
    expect(await rotated()).toMatchObject({ reencrypted: 0, left: 0 });
  });

  it('loses nothing that is written meanwhile', async () => {
    const documents = Array.from({ length: 300 }, (_, index) => written(before, `first ${index}`));
    await diaries().insertMany(documents);
    // Every writer writes under either key: some processes have the new setting, others not yet.
    const writers = documents.map(({ _id }, index) =>
      diaries().updateOne(
        { _id },
        { $set: { details: written(index % 2 ? after : before, `second ${index}`, _id).details } },
      ),
    );
    const [first] = await Promise.all([rotated(), ...writers]);
    await rotated();
    const found = await diaries().find().sort({ _id: 1 }).toArray();
    expect(found.map(read)).toEqual(documents.map((_, index) => `second ${index}`));
    expect(first.reencrypted + first.overtaken).toBeGreaterThan(0);
  });

  it('goes on where it broke off', async () => {
    await diaries().insertMany(Array.from({ length: 20 }, () => written(before, 'text')));
    const killed = new AbortController();
    let values = 0;
    onValue = () => void (++values === 10 && killed.abort(new Error('The process was killed.')));
    await expect(rotated(killed.signal)).rejects.toThrow('killed');
    onValue = () => {};
    expect(await rotated()).toMatchObject({ reencrypted: 10, left: 0 });
  });

  it('leaves what nobody can read, and says so', async () => {
    const { _id, details } = written(before, 'text');
    await diaries().insertMany([
      { _id, details: { page: `${details.page}A` } },
      { _id: new Types.ObjectId(), details: { page: 'clear text' } },
      written(before, 'good'),
    ]);
    expect(await rotated()).toMatchObject({ reencrypted: 1, damaged: 2, left: 2 });
  });
});
