import { Types, type Model, type ProjectionType, type QueryFilter, type UpdateQuery } from 'mongoose';
import type { Page } from '../../../common/pagination/index.js';
import { Keyset, type Sort } from './keyset.js';
import type { BaseDocument } from './schema.js';

/** A document of which only some top-level fields were read. */
export type Picked<D extends BaseDocument, K extends keyof D> = Pick<D, K | '_id'>;

export interface ReadOptions<K extends PropertyKey> {
  /** The top-level fields to read; all unless given. */
  readonly fields?: readonly K[];
  /** Shows what is deleted too; for administration. */
  readonly withDeleted?: boolean;
}

export interface ListOptions<K extends PropertyKey> extends ReadOptions<K> {
  readonly sort?: Sort;
  readonly limit?: number;
}

export interface PageOptions<K extends PropertyKey> extends ReadOptions<K> {
  /** By indexed paths; `_id` is added to make the order total. */
  readonly sort: Sort;
  /** Optional paths among them that every document in this list has, as `publishedAt` in a list of what is published. */
  readonly present?: readonly string[];
  readonly limit: number;
  readonly cursor?: string;
}

/**
 * What repositories are built from. Methods are protected: a repository offers its own, named after what they are for
 * (`findPublishedBySlug`, `takeSeat`). Reads give plain objects. Values in filters never act as operators; our own are
 * marked: `{ seatsLeft: trusted({ $gt: 0 }) }`. Inside `Transactions.run` everything joins the transaction.
 */
export abstract class Repository<D extends BaseDocument> {
  constructor(protected readonly model: Model<D>) {}

  /** @param id anything; what can't be an id is not found */
  protected async findOneById<K extends keyof D = keyof D>(
    id: unknown,
    options: ReadOptions<K> = {},
  ): Promise<Picked<D, K> | null> {
    if (!isId(id)) return null;
    return this.findOne({ _id: id }, options);
  }

  protected async findOne<K extends keyof D = keyof D>(
    filter: QueryFilter<D>,
    options: ReadOptions<K> = {},
  ): Promise<Picked<D, K> | null> {
    return this.model
      .findOne(this.visible(filter, options), projection<D, K>(options))
      .lean<Picked<D, K> | null>();
  }

  /** For lists that are short by nature; others are read by {@link page}. */
  protected async find<K extends keyof D = keyof D>(
    filter: QueryFilter<D>,
    options: ListOptions<K> = {},
  ): Promise<Picked<D, K>[]> {
    const { sort, limit } = options;
    return this.model
      .find(this.visible(filter, options), projection<D, K>(options), {
        ...(sort && { sort }),
        ...(limit !== undefined && { limit }),
      })
      .lean<Picked<D, K>[]>();
  }

  /**
   * One page of a list that may be long.
   *
   * @throws DomainError `validation-failed` when the cursor isn't one of this list
   */
  protected async page<K extends keyof D = keyof D>(
    filter: QueryFilter<D>,
    options: PageOptions<K>,
  ): Promise<Page<Picked<D, K>>> {
    const keyset = new Keyset(options.sort, this.model.schema, options.present);
    const visible = this.visible(filter, options);
    const conditions = options.cursor === undefined ? [visible] : [visible, keyset.after(options.cursor)];
    const found = await this.model
      .find({ $and: conditions } as QueryFilter<D>, projection<D, K>(options, keyset.paths), {
        sort: keyset.sort,
        // One more than wanted tells whether there is a next page.
        limit: options.limit + 1,
      })
      .lean<Picked<D, K>[]>();
    const data = found.slice(0, options.limit);
    const last = found.length > data.length ? data.at(-1) : undefined;
    return { data, page: { limit: options.limit, nextCursor: last ? keyset.cursorOf(last) : null } };
  }

  protected async exists(filter: QueryFilter<D>, options: ReadOptions<never> = {}): Promise<boolean> {
    return (await this.model.exists(this.visible(filter, options))) !== null;
  }

  protected count(filter: QueryFilter<D>, options: ReadOptions<never> = {}): Promise<number> {
    return this.model.countDocuments(this.visible(filter, options));
  }

  /** Stores a document, defaults filled in. */
  protected async insert(values: Partial<D>): Promise<D> {
    const document = await this.model.create(values);
    return document.toObject();
  }

  /**
   * Stores a document of a busy path as it is: without the schema's defaults, validators and times, which cost more than all
   * the rest. The types vouch for it: nothing may be missing.
   */
  protected async insertWhole(document: Omit<D, '_id'>): Promise<D> {
    const [stored] = await this.model.insertMany([document], { lean: true });
    return stored as unknown as D;
  }

  /**
   * Changes one document if it fulfils the filter at that moment; this is how limits and state transitions stay right
   * under competition.
   *
   * @returns whether it did
   */
  protected async updateOne(
    filter: QueryFilter<D>,
    update: UpdateQuery<D>,
    options: ReadOptions<never> = {},
  ): Promise<boolean> {
    const { matchedCount } = await this.model.updateOne(this.visible(filter, options), update);
    return matchedCount === 1;
  }

  /** As {@link updateOne}, for those who go on working with the changed document; null when the filter didn't match. */
  protected async change<K extends keyof D = keyof D>(
    filter: QueryFilter<D>,
    update: UpdateQuery<D>,
    options: ReadOptions<K> = {},
  ): Promise<Picked<D, K> | null> {
    return this.model
      .findOneAndUpdate(this.visible(filter, options), update, {
        returnDocument: 'after',
        projection: projection<D, K>(options),
      })
      .lean<Picked<D, K> | null>();
  }

  /** Narrows a filter to the documents that a query may see. */
  protected visible(filter: QueryFilter<D>, _options: ReadOptions<PropertyKey>): QueryFilter<D> {
    return filter;
  }
}

/** Mongoose's own `isValidObjectId` takes numbers and any twelve characters for ids. */
const isId = (id: unknown): boolean =>
  id instanceof Types.ObjectId || (typeof id === 'string' && /^[0-9a-f]{24}$/i.test(id));

/** The fields, and the sort keys that aren't part of one: a server refuses to be asked for `a` and `a.b` at once. */
function projection<D, K>({ fields }: { fields?: readonly K[] }, alsoPaths: readonly string[] = []) {
  if (!fields) return undefined;
  const isCovered = (path: string) => fields.includes(path.split('.')[0] as K);
  const paths = [...fields, ...alsoPaths.filter((path) => !isCovered(path))];
  return Object.fromEntries(paths.map((path) => [path, 1])) as ProjectionType<D>;
}
