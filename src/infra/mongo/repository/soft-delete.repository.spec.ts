import { getModelToken } from '@nestjs/mongoose';
import { Schema, type InferSchemaType, type Model, type Types } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startMongoBench, type MongoBench } from '../../../../test/support/mongo.js';
import { ArchiveRepository, archivePaths, baseSchemaOptions, softDeletePaths, type Batch } from '../index.js';

const commentSchema = new Schema(
  { text: { type: String, required: true }, author: { type: String }, ...softDeletePaths, ...archivePaths },
  { ...baseSchemaOptions, collection: 'comments' },
);
type CommentDocument = InferSchemaType<typeof commentSchema> & { _id: Types.ObjectId };

class CommentRepository extends ArchiveRepository<CommentDocument> {
  override insert = super.insert.bind(this);

  async texts(options = {}) {
    const comments = await this.find({}, { ...options, sort: { text: 1 } });
    return comments.map(({ text }) => text);
  }

  /** All methods of the base, looking for one comment. */
  async waysToFind(text: string) {
    return {
      findOne: await this.findOne({ text }),
      find: (await this.find({ text }))[0] ?? null,
      page: (await this.page({ text }, { sort: { createdAt: 1 }, limit: 5 })).data[0] ?? null,
      exists: (await this.exists({ text })) || null,
      count: (await this.count({ text })) || null,
      updateOne: (await this.updateOne({ text }, { author: 'x' })) || null,
      change: await this.change({ text }, { author: 'x' }),
    };
  }

  deleteBy(author: string, batch: Batch) {
    return this.softDelete({ author }, batch);
  }

  deleteAll(batch: Batch) {
    return this.softDelete({}, batch);
  }

  archiveBy(author: string, batch: Batch) {
    return this.archive({ author }, batch);
  }

  archiveAll(batch: Batch) {
    return this.archive({}, batch);
  }
}

const FIRST: Batch = { id: 'first', at: new Date('2026-03-01T08:00:00Z') };
const SECOND: Batch = { id: 'second', at: new Date('2026-03-02T08:00:00Z') };

describe('SoftDeleteRepository', () => {
  let bench: MongoBench;
  let model: Model<CommentDocument>;
  let comments: CommentRepository;

  beforeAll(async () => {
    bench = await startMongoBench({ models: [{ name: 'Comment', schema: commentSchema }] });
    model = bench.module.get(getModelToken('Comment'));
    comments = new CommentRepository(model);
  });
  afterAll(() => bench.close());
  beforeEach(async () => {
    await model.deleteMany({});
    await comments.insert({ text: 'a', author: 'ann' });
    await comments.insert({ text: 'b', author: 'bob' });
  });

  it('hides what is deleted from every way of reading and changing', async () => {
    expect(await comments.deleteBy('ann', FIRST)).toBe(1);
    expect(Object.values(await comments.waysToFind('a')).every((found) => found === null)).toBe(true);
    expect(Object.values(await comments.waysToFind('b')).some((found) => found === null)).toBe(false);
  });

  it('shows what is deleted to those who ask for it', async () => {
    await comments.deleteBy('ann', FIRST);
    expect(await comments.texts()).toEqual(['b']);
    expect(await comments.texts({ withDeleted: true })).toEqual(['a', 'b']);
  });

  it('brings back exactly what a batch took', async () => {
    expect(await comments.deleteBy('ann', FIRST)).toBe(1);
    expect(await comments.deleteAll(SECOND)).toBe(1);
    expect(await comments.restore('second')).toBe(1);
    expect(await comments.texts()).toEqual(['b']);
    expect(await comments.restore('first')).toBe(1);
    expect(await comments.restore('first')).toBe(0);
    expect(await comments.texts()).toEqual(['a', 'b']);
  });

  it('leaves no trace of the deletion on what was brought back', async () => {
    await comments.deleteBy('ann', FIRST);
    expect(await model.findOne({ text: 'a' }).lean()).toMatchObject({
      isDeleted: true,
      deletedAt: FIRST.at,
      deleteBatchId: 'first',
    });
    await comments.restore('first');
    const restored = await model.findOne({ text: 'a' }).lean();
    expect(restored).toMatchObject({ isDeleted: false });
    expect(restored).not.toHaveProperty('deletedAt');
    expect(restored).not.toHaveProperty('deleteBatchId');
  });

  it('takes out of the archive exactly what a batch put there, and keeps it readable', async () => {
    expect(await comments.archiveBy('ann', FIRST)).toBe(1);
    expect(await comments.archiveAll(SECOND)).toBe(1);
    expect(await comments.texts()).toEqual(['a', 'b']);
    expect(await comments.unarchive('second')).toBe(1);
    expect(await model.find({ archivedAt: null }).distinct('text')).toEqual(['b']);
    expect(await comments.unarchive('first')).toBe(1);
    expect(await model.find({ archivedAt: null }).distinct('text')).toEqual(['a', 'b']);
  });
});
