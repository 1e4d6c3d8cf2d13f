import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { Role } from '../../../common/access/index.js';
import { DomainError } from '../../../common/errors/index.js';
import { ArchiveRepository, duplicateFields, type Picked } from '../../../infra/mongo/index.js';
import { UserErrors } from '../domain/user.errors.js';
import type { ApprovalStatus, User } from '../domain/user.js';
import { USER_MODEL, type UserDocument } from './user.schema.js';

export interface NewUser {
  readonly email: string;
  readonly username: string;
  readonly passwordHash: string | null;
  readonly role: Role;
  readonly approval: { readonly status: ApprovalStatus };
  readonly emailVerifiedAt: Date | null;
  readonly profile: User['profile'];
}

const FIELDS = [
  'email',
  'username',
  'role',
  'status',
  'approval',
  'emailVerifiedAt',
  'profile',
  'createdAt',
  'updatedAt',
] as const satisfies (keyof User)[];

@Injectable()
export class UserRepository extends ArchiveRepository<UserDocument> {
  constructor(@InjectModel(USER_MODEL) model: Model<UserDocument>) {
    super(model);
  }

  async findById(id: string): Promise<User | undefined> {
    const found = await this.findOneById(id, { fields: FIELDS });
    return found ? toUser(found) : undefined;
  }

  async findByEmail(email: string): Promise<User | undefined> {
    const found = await this.findOne({ email }, { fields: FIELDS });
    return found ? toUser(found) : undefined;
  }

  /** What the guard needs at every request, and no more. */
  async findStanding(
    id: string,
  ): Promise<Pick<User, 'id' | 'status' | 'role' | 'approval' | 'emailVerifiedAt'> | undefined> {
    const found = await this.findOneById(id, { fields: ['status', 'role', 'approval', 'emailVerifiedAt'] });
    return found ? { ...found, id: found._id.toString() } : undefined;
  }

  /** By e-mail address or user name; a user name holds no `@`. */
  async findCredentials(login: string): Promise<{ user: User; passwordHash: string | null } | undefined> {
    const filter = login.includes('@') ? { email: login } : { username: login };
    const found = await this.findOne(filter, { fields: [...FIELDS, 'passwordHash'] });
    return found ? { user: toUser(found), passwordHash: found.passwordHash } : undefined;
  }

  hasAny(): Promise<boolean> {
    return this.exists({});
  }

  /** @throws DomainError `email-taken` */
  async create(user: NewUser): Promise<User> {
    try {
      return toUser(await this.insert(user));
    } catch (error) {
      if (duplicateFields(error).includes('email'))
        throw new DomainError(UserErrors.emailTaken, { cause: error });
      throw error;
    }
  }
}

function toUser(document: Picked<UserDocument, (typeof FIELDS)[number]>): User {
  const { _id, email, username, role, status, approval, emailVerifiedAt, profile, createdAt, updatedAt } =
    document;
  return {
    id: _id.toString(),
    email,
    username,
    role,
    status,
    approval,
    emailVerifiedAt,
    profile,
    createdAt,
    updatedAt,
  };
}
