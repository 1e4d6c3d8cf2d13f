import { Types } from 'mongoose';

/** What is nested deeper than this is cut off. */
const MAX_DEPTH = 10;

/** Items of a list that are looked at. Long lists are bulk writes, whose documents are alike. */
const MAX_ITEMS = 20;

/**
 * A statement without its values: keys and operators stay, each value becomes the name of its type, and lists become the
 * different shapes of their items. So it can be logged, and equal queries look equal.
 *
 * `{ age: { $in: [7, 8] }, name: 'Ann' }` becomes `{ age: { $in: ['number'] }, name: 'string' }`.
 */
export function queryShape(value: unknown, depth = 0): unknown {
  if (value === null) return 'null';
  if (typeof value !== 'object') return typeof value;
  if (Array.isArray(value))
    return distinct(value.slice(0, MAX_ITEMS).map((item) => queryShape(item, depth + 1)));
  const type = typeOfValue(value);
  if (type) return type;
  if (depth >= MAX_DEPTH) return 'object';
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, nested]) => nested !== undefined)
      .map(([key, nested]) => [key, queryShape(nested, depth + 1)]),
  );
}

/** The type of what is a value although it is an object. */
function typeOfValue(value: object): string | undefined {
  if (value instanceof Date) return 'date';
  if (value instanceof RegExp) return 'regex';
  if (value instanceof Types.ObjectId) return 'objectId';
  if (Buffer.isBuffer(value)) return 'binary';
  const { _bsontype } = value as { _bsontype?: string };
  return _bsontype?.toLowerCase();
}

const distinct = (shapes: unknown[]): unknown[] => [
  ...new Map(shapes.map((shape) => [JSON.stringify(shape), shape])).values(),
];
