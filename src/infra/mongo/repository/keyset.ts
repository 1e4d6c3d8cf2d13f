import { trusted, Types, type QueryFilter, type Schema } from 'mongoose';
import {
  decodeCursor,
  encodeCursor,
  invalidCursor,
  type CursorValue,
} from '../../../common/pagination/index.js';

/** Sort keys by path in their order: 1 rises, -1 falls. */
export type Sort = Readonly<Record<string, 1 | -1>>;

type Filter = QueryFilter<Record<string, unknown>>;

/** Mongoose sets them on every document although schemas don't call them required. */
const ALWAYS_SET = new Set(['_id', 'createdAt', 'updatedAt']);

/**
 * Reads a list page by page by the values of its sort keys: pages neither repeat nor skip an item when others are
 * inserted or removed meanwhile.
 */
export class Keyset {
  private readonly keys: readonly (readonly [path: string, direction: 1 | -1])[];
  private readonly order: string;

  /** @param present optional paths that every document of this list has all the same */
  constructor(
    sort: Sort,
    private readonly schema: Schema,
    private readonly present: readonly string[] = [],
  ) {
    const keys = Object.entries(sort);
    // `_id` makes the order total; it follows the last key, so that one index serves both.
    if (!keys.some(([path]) => path === '_id')) keys.push(['_id', keys.at(-1)?.[1] ?? 1]);
    this.keys = keys;
    this.order = keys.map(([path, direction]) => `${direction < 0 ? '-' : ''}${path}`).join();
  }

  get sort(): Record<string, 1 | -1> {
    return Object.fromEntries(this.keys);
  }

  get paths(): string[] {
    return this.keys.map(([path]) => path);
  }

  /** The position of a document in this order. */
  cursorOf(document: object): string {
    return encodeCursor(
      this.order,
      this.paths.map((path) => toCursorValue(valueAt(document, path))),
    );
  }

  /**
   * The condition for what comes after a position: equal in the first keys and beyond in the next, for some number of
   * first keys. The bound on the first key says nothing new, but lets an index begin at the position, so that a late page
   * costs what the first one does.
   *
   * @throws DomainError `validation-failed` on the parameter `cursor`
   */
  after(cursor: string): Filter {
    const values = decodeCursor(cursor, this.order, this.keys.length);
    this.keys.forEach(([path], index) => this.check(path, values[index]!));
    const alternatives: Filter[] = [];
    const equal: Record<string, CursorValue> = {};
    this.keys.forEach(([path, direction], index) => {
      const value = values[index]!;
      for (const beyond of this.beyond(path, direction, value)) alternatives.push({ ...equal, ...beyond });
      equal[path] = value;
    });
    const [[path, direction]] = this.keys as [(typeof this.keys)[0]];
    return { ...this.bound(path, direction, values[0]!), $or: alternatives };
  }

  private bound(path: string, direction: 1 | -1, value: CursorValue): Filter {
    if (value === null) return {};
    if (direction > 0) return { [path]: trusted({ $gte: value }) };
    return this.mayBeNull(path) ? {} : { [path]: trusted({ $lte: value }) };
  }

  /** In MongoDB's order null comes before everything, but `$lt` and `$gt` never match it. */
  private beyond(path: string, direction: 1 | -1, value: CursorValue): Filter[] {
    if (direction > 0) return [{ [path]: trusted(value === null ? { $ne: null } : { $gt: value }) }];
    if (value === null) return [];
    const below = { [path]: trusted({ $lt: value }) };
    return this.mayBeNull(path) ? [below, { [path]: null }] : [below];
  }

  private mayBeNull(path: string): boolean {
    return !ALWAYS_SET.has(path) && !this.present.includes(path) && !this.schema.path(path).isRequired;
  }

  private check(path: string, value: CursorValue): void {
    if (value === null && this.mayBeNull(path)) return;
    try {
      if (this.schema.path(path).cast(value) == null) throw invalidCursor();
    } catch {
      throw invalidCursor();
    }
  }
}

const valueAt = (document: object, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | null)?.[key], document);

function toCursorValue(value: unknown): CursorValue {
  if (value === undefined || value === null) return null;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Types.ObjectId) return value.toHexString();
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  throw new TypeError('A list can be sorted by texts, numbers, flags, dates and ids only.');
}
