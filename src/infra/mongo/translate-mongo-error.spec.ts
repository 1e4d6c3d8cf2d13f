import { getModelToken } from '@nestjs/mongoose';
import mongoose, { mongo, Schema, type Model } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMongoBench, type MongoBench } from '../../../test/support/mongo.js';
import { CommonErrors } from '../../common/errors/index.js';
import { duplicateFields, translateMongoError } from './index.js';

interface Seat {
  room: string;
  contact: { email: string };
  row: number;
  kind?: string;
}

const seatSchema = new Schema<Seat>(
  {
    room: { type: String, required: true },
    contact: { email: { type: String } },
    row: { type: Number, min: 1 },
    kind: { type: String, enum: ['plain', 'box'] },
  },
  { collection: 'seats' },
);
seatSchema.index({ room: 1, row: 1 }, { unique: true });
seatSchema.index({ 'contact.email': 1 }, { unique: true, sparse: true });

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('translateMongoError', () => {
  let bench: MongoBench;
  let seats: Model<Seat>;

  beforeAll(async () => {
    bench = await startMongoBench({ models: [{ name: 'Seat', schema: seatSchema }] });
    seats = bench.module.get(getModelToken('Seat'));
    await seats.createIndexes();
  });
  afterAll(() => bench.close());

  it.each([
    ['an insert', () => seats.create({ room: 'A', row: 1 })],
    ['an update', () => seats.updateOne({ room: 'B' }, { room: 'A' })],
  ])('names the fields, not the values, that %s found taken', async (_, work) => {
    await seats.deleteMany({});
    await seats.create({ room: 'A', row: 1 }, { room: 'B', row: 1 });
    const error = await failureOf(work());
    expect(duplicateFields(error)).toEqual(['room', 'row']);
    const translated = translateMongoError(error);
    expect(translated).toMatchObject({
      type: CommonErrors.alreadyExists,
      errors: [{ pointer: '/room' }, { pointer: '/row' }],
    });
    expect(JSON.stringify(translated!.errors)).not.toMatch(/"A"/);
  });

  it('points into nested objects', async () => {
    await seats.create({ room: 'C', row: 1, contact: { email: 'a@example.com' } });
    const error = await failureOf(seats.create({ room: 'C', row: 2, contact: { email: 'a@example.com' } }));
    expect(translateMongoError(error)!.errors).toMatchObject([{ pointer: '/contact/email' }]);
  });

  it('lists every value that a schema refuses, without repeating it', async () => {
    const error = await failureOf(seats.create({ row: 0, kind: 'secret' } as never));
    expect(translateMongoError(error)).toMatchObject({
      type: CommonErrors.validationFailed,
      errors: expect.arrayContaining([
        { pointer: '/room', code: 'required', detail: 'A value is required.' },
        { pointer: '/row', code: 'min', detail: 'The number is too small.' },
        { pointer: '/kind', code: 'enum', detail: 'This is none of the values that are known.' },
      ]),
    });
    expect(JSON.stringify(translateMongoError(error)!.errors)).not.toContain('secret');
  });

  it('calls a value of the wrong type refused', async () => {
    const error = await failureOf(seats.find({ row: 'many' as never }).exec());
    expect(translateMongoError(error)).toMatchObject({
      type: CommonErrors.validationFailed,
      errors: [{ pointer: '/row', code: 'invalid' }],
    });
  });

  it('calls a bulk insert that found something taken a conflict too', async () => {
    await seats.deleteMany({});
    await seats.create({ room: 'A', row: 1 });
    const error = await failureOf(seats.insertMany([{ room: 'A', row: 1 }], { ordered: false }));
    expect(translateMongoError(error)).toMatchObject({ type: CommonErrors.alreadyExists });
  });

  it('calls a document that grew too large for the database too large', () => {
    const error = new mongo.MongoServerError({ code: 17419, message: 'Resulting document is too large' });
    expect(translateMongoError(error)).toMatchObject({ type: CommonErrors.bodyTooLarge });
  });

  it.each([
    ['no server', new mongo.MongoServerSelectionError('none', {} as never)],
    ['a lost connection', new mongo.MongoNetworkError('gone')],
    ['no connection', new mongo.MongoNotConnectedError('not yet')],
    ['a closed client', new mongo.MongoTopologyClosedError('closed')],
    ['a step-down', new mongo.MongoServerError({ code: 10107, message: 'not primary' })],
    ['a query out of time', new mongo.MongoServerError({ code: 50, message: 'too late' })],
    ['a buffer out of time', new mongoose.Error('Operation `x` buffering timed out after 1ms')],
  ])('calls %s unavailable, and says when to try again', (_, error) => {
    expect(translateMongoError(error)).toMatchObject({
      type: CommonErrors.unavailable,
      retryAfterSeconds: 5,
      cause: error,
    });
  });

  it.each([
    ['a write conflict', new mongo.MongoServerError({ code: 112, message: 'WriteConflict' })],
    [
      'an aborted transaction',
      new mongo.MongoServerError({ message: 'x', errorLabels: ['TransientTransactionError'] }),
    ],
  ])('calls %s a conflict', (_, error) => {
    expect(translateMongoError(error)).toMatchObject({ type: CommonErrors.conflict });
  });

  it.each([
    ['an unknown path', new mongoose.Error.StrictModeError('titel')],
    ['a bad operator', new mongo.MongoServerError({ code: 2, message: 'unknown operator' })],
    ['any other error', new Error('EPIPE is no code here')],
    ['what is no error', undefined],
  ])('leaves %s alone: that is a mistake of ours', (_, error) => {
    expect(translateMongoError(error)).toBeUndefined();
    expect(duplicateFields(error)).toEqual([]);
  });
});
