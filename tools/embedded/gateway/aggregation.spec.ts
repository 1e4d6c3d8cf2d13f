import type { mongo } from 'mongoose';
import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from './testing/database.ts';

type Stage = mongo.Document;

describe('aggregation', () => {
  const database = useDatabase();
  let courses: mongo.Collection;
  let enrollments: mongo.Collection;

  beforeAll(async () => {
    courses = database.collection();
    enrollments = database.collection();
    await courses.insertMany([
      { _id: 1 as never, title: 'A', price: 10, tags: ['x', 'y'] },
      { _id: 2 as never, title: 'B', price: 20, tags: ['y'], after: 1 },
      { _id: 3 as never, title: 'C', price: 35, tags: [], after: 2 },
    ]);
    await enrollments.insertMany([
      { course: 1, user: 'u', paid: 10 },
      { course: 1, user: 'v', paid: 5 },
      { course: 2, user: 'u', paid: 20 },
    ]);
  });

  it.each<[string, Stage[], unknown[]]>([
    [
      '$match $sort $skip $limit $project',
      [
        { $match: { price: { $gt: 5 } } },
        { $sort: { price: -1 } },
        { $skip: 1 },
        { $limit: 1 },
        { $project: { _id: 0, title: 1 } },
      ],
      [{ title: 'B' }],
    ],
    [
      '$addFields $unset $cond',
      [
        { $addFields: { dear: { $cond: [{ $gte: ['$price', 20] }, 'yes', 'no'] } } },
        { $unset: ['tags', 'price', 'after', 'title'] },
        { $sort: { _id: 1 } },
      ],
      [
        { _id: 1, dear: 'no' },
        { _id: 2, dear: 'yes' },
        { _id: 3, dear: 'yes' },
      ],
    ],
    [
      '$unwind $group',
      [
        { $unwind: '$tags' },
        {
          $group: {
            _id: '$tags',
            n: { $sum: 1 },
            average: { $avg: '$price' },
            titles: { $addToSet: '$title' },
          },
        },
        { $set: { titles: { $size: '$titles' } } },
        { $sort: { _id: 1 } },
      ],
      [
        { _id: 'x', n: 1, average: 10, titles: 1 },
        { _id: 'y', n: 2, average: 15, titles: 2 },
      ],
    ],
    ['$count', [{ $match: { price: { $lt: 30 } } }, { $count: 'n' }], [{ n: 2 }]],
    [
      '$facet $bucket',
      [
        {
          $facet: {
            byPrice: [{ $bucket: { groupBy: '$price', boundaries: [0, 15, 50] } }, { $sort: { _id: 1 } }],
            total: [{ $count: 'n' }],
          },
        },
      ],
      [
        {
          byPrice: [
            { _id: 0, count: 1 },
            { _id: 15, count: 2 },
          ],
          total: [{ n: 3 }],
        },
      ],
    ],
    [
      '$setWindowFields',
      [
        {
          $setWindowFields: {
            sortBy: { price: 1 },
            output: { running: { $sum: '$price', window: { documents: ['unbounded', 'current'] } } },
          },
        },
        { $project: { running: 1 } },
      ],
      [
        { _id: 1, running: 10 },
        { _id: 2, running: 30 },
        { _id: 3, running: 65 },
      ],
    ],
    ['$sample', [{ $sample: { size: 2 } }, { $count: 'n' }], [{ n: 2 }]],
    [
      '$replaceRoot with $mergeObjects',
      [
        { $match: { _id: 1 } },
        { $replaceRoot: { newRoot: { $mergeObjects: [{ a: 1 }, { title: '$title' }] } } },
      ],
      [{ a: 1, title: 'A' }],
    ],
  ])('serves %s', async (_, pipeline, expected) => {
    expect(await courses.aggregate(pipeline).toArray()).toEqual(expected);
  });

  it('serves $lookup, by field and by pipeline', async () => {
    const from = enrollments.collectionName;
    const [first] = await courses
      .aggregate([
        { $match: { _id: 1 } },
        { $lookup: { from, localField: '_id', foreignField: 'course', as: 'all' } },
        {
          $lookup: {
            from,
            let: { id: '$_id' },
            pipeline: [
              { $match: { $expr: { $eq: ['$course', '$$id'] }, user: 'v' } },
              { $project: { _id: 0, paid: 1 } },
            ],
            as: 'some',
          },
        },
        { $project: { all: { $size: '$all' }, some: 1 } },
      ])
      .toArray();
    expect(first).toEqual({ _id: 1, all: 2, some: [{ paid: 5 }] });
  });

  it('serves $graphLookup', async () => {
    const [last] = await courses
      .aggregate([
        { $match: { _id: 3 } },
        {
          $graphLookup: {
            from: courses.collectionName,
            startWith: '$after',
            connectFromField: 'after',
            connectToField: '_id',
            as: 'path',
          },
        },
        { $project: { path: { $size: '$path' } } },
      ])
      .toArray();
    expect(last).toEqual({ _id: 3, path: 2 });
  });

  it('serves $unionWith', async () => {
    const [total] = await courses
      .aggregate([{ $unionWith: enrollments.collectionName }, { $count: 'n' }])
      .toArray();
    expect(total).toEqual({ n: 6 });
  });

  it('writes with $merge and $out', async () => {
    const merged = database.collection();
    const out = database.collection();
    const totals = [{ $group: { _id: '$course', paid: { $sum: '$paid' } } }];
    await enrollments.aggregate([...totals, { $merge: { into: merged.collectionName } }]).toArray();
    await enrollments.aggregate([...totals, { $out: out.collectionName }]).toArray();
    const expected = [
      { _id: 1, paid: 15 },
      { _id: 2, paid: 20 },
    ];
    expect(await merged.find().sort({ _id: 1 }).toArray()).toEqual(expected);
    expect(await out.find().sort({ _id: 1 }).toArray()).toEqual(expected);
  });

  it('says what is wrong with a pipeline', async () => {
    await expect(courses.aggregate([{ $fly: {} }]).toArray()).rejects.toMatchObject({ code: 40324 });
  });
});
