import { Types } from 'mongoose';
import { describe, expect, it } from 'vitest';
import { queryShape } from './query-shape.js';

describe('queryShape', () => {
  it('keeps keys and operators and replaces each value by its type', () => {
    const shape = queryShape({
      filter: {
        _id: new Types.ObjectId(),
        name: 'Ann',
        age: { $gte: 18 },
        at: { $lt: new Date() },
        pattern: /ann/i,
        active: true,
        gone: null,
        missing: undefined,
      },
    });
    expect(shape).toEqual({
      filter: {
        _id: 'objectId',
        name: 'string',
        age: { $gte: 'number' },
        at: { $lt: 'date' },
        pattern: 'regex',
        active: 'boolean',
        gone: 'null',
      },
    });
  });

  it('gives queries that differ in values and in the length of lists one shape', () => {
    const shapes = [[1], [1, 2, 3], [7, 7]].map((list) => queryShape({ age: { $in: list } }));
    expect(new Set(shapes.map((shape) => JSON.stringify(shape)))).toEqual(
      new Set(['{"age":{"$in":["number"]}}']),
    );
  });

  it('shows each kind of item of a list', () => {
    expect(queryShape({ $or: [{ a: 1 }, { b: 'x' }, { a: 2 }] })).toEqual({
      $or: [{ a: 'number' }, { b: 'string' }],
    });
  });

  it('ends, however deep or long the statement is', () => {
    const deep: Record<string, unknown> = {};
    deep['self'] = deep;
    expect(JSON.stringify(queryShape(deep))).toContain('"object"');
    expect(queryShape(Array.from({ length: 100_000 }, (_, n) => n))).toEqual(['number']);
  });
});
