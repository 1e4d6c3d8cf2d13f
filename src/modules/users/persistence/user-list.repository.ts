import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { trusted, type Model, type QueryFilter } from 'mongoose';
import type { Role } from '../../../common/access/index.js';
import { mapPage, type Page } from '../../../common/pagination/index.js';
import { ArchiveRepository } from '../../../infra/mongo/index.js';
import { nameKey } from '../domain/name-key.js';
import type { ApprovalStatus, User, UserStatus } from '../domain/user.js';
import { toUser, USER_FIELDS } from './user.mapper.js';
import { USER_MODEL, type UserDocument } from './user.schema.js';

export interface UserListQuery {
  readonly role?: Role;
  readonly status?: UserStatus;
  readonly approval?: ApprovalStatus;
  readonly emailVerified?: boolean;
  /** Those in the archive; without it, those who aren't. */
  readonly archived?: boolean;
  /** Those who are deleted; without it, those who aren't. */
  readonly deleted?: boolean;
  /** The beginning of an e-mail address, a user name or a name. */
  readonly q?: string;
  readonly sort: 'createdAt' | '-createdAt';
  readonly limit: number;
  readonly cursor?: string;
}

/** First names of more words than that are cut by nobody. */
const MAX_CUTS = 4;

type Filter = QueryFilter<UserDocument>;

/** Everybody, for administration. */
@Injectable()
export class UserListRepository extends ArchiveRepository<UserDocument> {
  constructor(@InjectModel(USER_MODEL) model: Model<UserDocument>) {
    super(model);
  }

  async list({ sort, limit, cursor, deleted = false, ...filters }: UserListQuery): Promise<Page<User>> {
    const page = await this.page(
      { ...filterOf(filters, deleted), isDeleted: deleted },
      {
        withDeleted: true,
        sort: { createdAt: sort === 'createdAt' ? 1 : -1 },
        limit,
        cursor,
        fields: USER_FIELDS,
      },
    );
    return mapPage(page, toUser);
  }
}

const filterOf = (
  {
    role,
    status,
    approval,
    emailVerified,
    archived,
    q,
  }: Omit<UserListQuery, 'sort' | 'limit' | 'cursor' | 'deleted'>,
  deleted: boolean,
): Filter => ({
  // Among the deleted, both are shown unless one is asked for.
  ...((archived !== undefined || !deleted) && { archivedAt: archived ? trusted({ $ne: null }) : null }),
  ...(role && { role }),
  ...(status && { status }),
  ...(approval && { 'approval.status': approval }),
  ...(emailVerified !== undefined && { emailVerifiedAt: emailVerified ? trusted({ $ne: null }) : null }),
  ...(q && { $or: called(q) }),
});

/** Who can be meant by the beginning of something. A name of several words can be cut at any of its spaces. */
function called(q: string): Filter[] {
  const literal = q.toLowerCase();
  const name = nameKey(q);
  const cuts = [...name.matchAll(/ /g)].slice(0, MAX_CUTS).map(({ index }) => index);
  return [
    { email: beginsWith(literal) },
    { username: beginsWith(literal) },
    ...(['first', 'last', 'display'] as const).map((key) => ({ [`nameKeys.${key}`]: beginsWith(name) })),
    ...cuts.map((at) => ({
      'nameKeys.first': name.slice(0, at),
      'nameKeys.last': beginsWith(name.slice(at + 1)),
    })),
  ];
}

/** As a range, which every index can answer, and in which no character has a meaning. */
const beginsWith = (text: string) => trusted({ $gte: text, $lt: `${text}\u{10ffff}` });
