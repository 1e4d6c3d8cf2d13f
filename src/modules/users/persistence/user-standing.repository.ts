import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { trusted, Types, type Model, type QueryFilter, type UpdateQuery } from 'mongoose';
import { ArchiveRepository } from '../../../infra/mongo/index.js';
import { APPROVAL_FROM, STATUS_FROM, type AssignableRole } from '../domain/standing.js';
import { IN_OFFICE, type ApprovalStatus, type User } from '../domain/user.js';
import { toUser, USER_FIELDS } from './user.mapper.js';
import { USER_MODEL, type UserDocument } from './user.schema.js';

/** Who decides, when. */
export interface Decision {
  readonly by: string;
  readonly at: Date;
}

/**
 * What administrators decide about accounts. Each decision is one conditional update, so that of two that exclude each
 * other one happens; undefined when the account isn't in a state that leads there.
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

  assignRole(
    id: string,
    role: AssignableRole,
    approval: ApprovalStatus,
    { by, at }: Decision,
  ): Promise<User | undefined> {
    const decided = { status: approval, by: new Types.ObjectId(by), at, reason: null };
    return this.transition({ _id: id, role: trusted({ $ne: role }) }, { $set: { role, approval: decided } });
  }

  /**
   * Holds an administrator in office until the transaction ends: whoever takes that one's power meanwhile collides with
   * this write, and one of the two begins again. That is why an administrator always remains.
   *
   * @returns whether it is one who can administer
   */
  holdInOffice(id: string): Promise<boolean> {
    return this.updateOne(
      { _id: id, role: 'admin', status: 'active', 'approval.status': trusted({ $in: [...IN_OFFICE] }) },
      { $inc: { takeovers: 1 } },
    );
  }

  private async transition(
    from: QueryFilter<UserDocument>,
    to: UpdateQuery<UserDocument>,
  ): Promise<User | undefined> {
    const changed = await this.change(from, to, { fields: USER_FIELDS });
    return changed ? toUser(changed) : undefined;
  }
}
