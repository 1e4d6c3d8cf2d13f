import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { trusted, Types, type Model, type QueryFilter, type UpdateQuery } from 'mongoose';
import type { Role } from '../../../common/access/index.js';
import { ArchiveRepository, type Batch } from '../../../infra/mongo/index.js';
import { APPROVAL_FROM, STATUS_FROM, type AssignableRole } from '../domain/standing.js';
import { IN_OFFICE, type ApprovalStatus, type User } from '../domain/user.js';
import { toUser, USER_FIELDS } from './user.mapper.js';
import { USER_MODEL, type UserDocument } from './user.schema.js';

/** An account that is back, and the batch that had taken it. */
export interface Returned {
  readonly user: User;
  readonly batchId: string;
}

/** Who decides, when. */
export interface Decision {
  readonly by: string;
  readonly at: Date;
}

/**
 * What administrators decide about accounts. Each decision is one conditional update, so that of two that exclude each
 * other one happens; undefined when the account isn't in a state that leads there. Nothing leads anywhere from an account
 * of which parts are erased.
 */
@Injectable()
export class UserStandingRepository extends ArchiveRepository<UserDocument> {
  constructor(@InjectModel(USER_MODEL) model: Model<UserDocument>) {
    super(model);
  }

  decideApproval(
    id: string,
    status: keyof typeof APPROVAL_FROM,
    { by, at }: Decision,
    reason: string | null = null,
  ): Promise<User | undefined> {
    return this.transition(
      { _id: id, 'approval.status': trusted({ $in: [...APPROVAL_FROM[status]] }) },
      { $set: { approval: { status, by: new Types.ObjectId(by), at, reason } } },
    );
  }

  suspend(id: string, { by, at }: Decision, reason: string): Promise<User | undefined> {
    return this.transition(
      { _id: id, status: trusted({ $in: [...STATUS_FROM.suspended] }) },
      { $set: { status: 'suspended', suspension: { reason, by: new Types.ObjectId(by), at } } },
    );
  }

  activate(id: string): Promise<User | undefined> {
    return this.transition(
      { _id: id, status: trusted({ $in: [...STATUS_FROM.active] }) },
      { $set: { status: 'active', suspension: null } },
    );
  }

  deactivate(id: string): Promise<User | undefined> {
    return this.transition(
      { _id: id, status: trusted({ $in: [...STATUS_FROM.inactive] }), archivedAt: null },
      { $set: { status: 'inactive' } },
    );
  }

  putAside(id: string, batch: Batch): Promise<User | undefined> {
    return this.transition(
      { _id: id, archivedAt: null },
      { $set: { archivedAt: batch.at, archiveBatchId: batch.id } },
    );
  }

  /** @returns what the archive took with it, too */
  async takeBack(id: string): Promise<Returned | undefined> {
    const batchId = (await this.findOneById(id, { fields: ['archiveBatchId'] }))?.archiveBatchId;
    if (!batchId) return undefined;
    const user = await this.transition(
      { _id: id, archiveBatchId: batchId },
      { $unset: { archivedAt: 1, archiveBatchId: 1 } },
    );
    return user && { user, batchId };
  }

  delete(id: string, batch: Batch): Promise<User | undefined> {
    return this.transition(
      { _id: id },
      { $set: { isDeleted: true, deletedAt: batch.at, deleteBatchId: batch.id } },
    );
  }

  /** @returns what the deletion took with it, too */
  async bringBack(id: string): Promise<Returned | undefined> {
    const found = await this.findOneById(id, { fields: ['deleteBatchId'], withDeleted: true });
    const batchId = found?.deleteBatchId;
    if (!batchId) return undefined;
    const changed = await this.change(
      // Of whom nothing is left, or not all, nothing comes back.
      { _id: id, deleteBatchId: batchId, erasureBegunAt: null, erasedAt: null },
      { $set: { isDeleted: false }, $unset: { deletedAt: 1, deleteBatchId: 1 } },
      { fields: USER_FIELDS, withDeleted: true },
    );
    return changed ? { user: toUser(changed), batchId } : undefined;
  }

  /**
   * Holds an account where a batch has put it until the transaction ends: whoever takes it back meanwhile collides with
   * this write.
   *
   * @returns whether it still is there
   */
  holdAside(id: string, batchId: string): Promise<boolean> {
    return this.updateOne(
      { _id: id, $or: [{ archiveBatchId: batchId }, { deleteBatchId: batchId }] },
      { $inc: { cascades: 1 } },
      { withDeleted: true },
    );
  }

  assignRole(
    id: string,
    role: AssignableRole,
    approval: ApprovalStatus,
    { by, at }: Decision,
  ): Promise<User | undefined> {
    const decided = { status: approval, by: new Types.ObjectId(by), at, reason: null };
    const kept: Role[] = [role, 'service'];
    return this.transition({ _id: id, role: trusted({ $nin: kept }) }, { $set: { role, approval: decided } });
  }

  /**
   * Holds an administrator in office until the transaction ends: whoever takes that one's power meanwhile collides with
   * this write, and one of the two begins again. That is why an administrator always remains.
   *
   * @returns whether it is one who can administer
   */
  holdInOffice(id: string): Promise<boolean> {
    return this.updateOne(
      {
        _id: id,
        role: 'admin',
        status: 'active',
        archivedAt: null,
        'approval.status': trusted({ $in: [...IN_OFFICE] }),
      },
      { $inc: { takeovers: 1 } },
    );
  }

  private async transition(
    from: QueryFilter<UserDocument>,
    to: UpdateQuery<UserDocument>,
  ): Promise<User | undefined> {
    const changed = await this.change({ ...from, erasureBegunAt: null }, to, { fields: USER_FIELDS });
    return changed ? toUser(changed) : undefined;
  }
}
