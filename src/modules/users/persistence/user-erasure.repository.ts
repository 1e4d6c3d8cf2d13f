import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { trusted, Types, type Model } from 'mongoose';
import { ArchiveRepository, duplicateFields } from '../../../infra/mongo/index.js';
import { EMPTY_PROFILE } from '../domain/profile.js';
import { IN_OFFICE, type User } from '../domain/user.js';
import { toUser, USER_FIELDS } from './user.mapper.js';
import { USER_MODEL, type UserDocument } from './user.schema.js';

/** Accounts on their way out. */
@Injectable()
export class UserErasureRepository extends ArchiveRepository<UserDocument> {
  constructor(@InjectModel(USER_MODEL) model: Model<UserDocument>) {
    super(model);
  }

  async setScheduled(id: string, erasureScheduledAt: Date | null): Promise<void> {
    await this.updateOne({ _id: id }, { $set: { erasureScheduledAt } });
  }

  /** An administrator in office who stays. */
  async findRemainingAdmin(id: string): Promise<string | undefined> {
    const found = await this.findOne(
      {
        _id: trusted({ $ne: new Types.ObjectId(id) }),
        role: 'admin',
        status: 'active',
        'approval.status': trusted({ $in: [...IN_OFFICE] }),
        erasureScheduledAt: null,
      },
      { fields: ['role'] },
    );
    return found?._id.toString();
  }

  /** From then on nobody signs in, no token of the account counts, and no administrator opens it again. */
  async close(id: string, at: Date): Promise<void> {
    const closed = { status: 'inactive', erasureBegunAt: at } as const;
    await this.updateOne({ _id: id, erasedAt: null }, { $set: closed }, { withDeleted: true });
  }

  /** An account that isn't erased, deleted or not. */
  async findRemaining(id: string): Promise<User | undefined> {
    const found = await this.findOne({ _id: id, erasedAt: null }, { fields: USER_FIELDS, withDeleted: true });
    return found ? toUser(found) : undefined;
  }

  /** Whether nothing is left of an account, or parts of it are gone. */
  isErased(id: string): Promise<boolean> {
    const states = [{ erasureBegunAt: trusted({ $ne: null }) }, { erasedAt: trusted({ $ne: null }) }];
    return this.exists({ _id: id, $or: states }, { withDeleted: true });
  }

  /**
   * Leaves of an account that there was one. The whole document is replaced, so that no field that was ever added to it is
   * forgotten. Later changes find nobody, because it counts as deleted.
   *
   * @param emailKey by which the address is known again
   */
  async replace(id: string, emailKey: string | undefined, at: Date): Promise<void> {
    const found = await this.findOneById(id, { fields: ['createdAt'], withDeleted: true });
    if (!found) return;
    const rest = remainsOf(id, found.createdAt, at);
    try {
      await this.model.replaceOne({ _id: id, erasedAt: null }, { ...rest, ...(emailKey && { emailKey }) });
    } catch (error) {
      if (!duplicateFields(error).includes('emailKey')) throw error;
      // Another account that was erased had the address before: it is known already.
      await this.model.replaceOne({ _id: id, erasedAt: null }, rest);
    }
  }
}

const remainsOf = (id: string, createdAt: Date, at: Date) =>
  ({
    email: `${id}@erased.invalid`,
    username: `gone_${id}`,
    passwordHash: null,
    role: 'student',
    status: 'inactive',
    suspension: null,
    approval: { status: 'not_required', by: null, at: null, reason: null },
    emailVerifiedAt: null,
    lastLoginAt: null,
    profile: { ...EMPTY_PROFILE },
    isDeleted: true,
    deletedAt: at,
    erasedAt: at,
    createdAt,
  }) as const;
