import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { trusted, Types, type Model } from 'mongoose';
import type { Role } from '../../../common/access/index.js';
import { ArchiveRepository } from '../../../infra/mongo/index.js';
import { preferencesOf } from '../domain/preferences.js';
import { IN_OFFICE, type User } from '../domain/user.js';
import { toProfile } from './user.mapper.js';
import { USER_MODEL, type UserDocument } from './user.schema.js';

export type Person = Pick<User, 'id' | 'username' | 'profile' | 'preferences'>;

/** People as others see and reach them. */
@Injectable()
export class PeopleRepository extends ArchiveRepository<UserDocument> {
  constructor(@InjectModel(USER_MODEL) model: Model<UserDocument>) {
    super(model);
  }

  /** In no promised order; ids of nobody are left out. */
  async findMany(ids: readonly string[]): Promise<Person[]> {
    if (ids.length === 0) return [];
    const found = await this.find(
      { _id: trusted({ $in: ids.map((id) => new Types.ObjectId(id)) }) },
      { fields: ['username', 'profile', 'preferences'] },
    );
    return found.map(({ _id, username, profile, preferences }) => ({
      id: _id.toString(),
      username,
      profile: toProfile(profile),
      preferences: preferencesOf(preferences),
    }));
  }

  /** Those who have the powers of a role now. */
  async findIdsInOffice(role: Role): Promise<string[]> {
    const found = await this.find(
      { role, status: 'active', archivedAt: null, 'approval.status': trusted({ $in: [...IN_OFFICE] }) },
      { fields: ['role'] },
    );
    return found.map(({ _id }) => _id.toString());
  }
}
