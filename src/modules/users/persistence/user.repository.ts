import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { Role } from '../../../common/access/index.js';
import { DomainError } from '../../../common/errors/index.js';
import { ArchiveRepository, duplicateFields } from '../../../infra/mongo/index.js';
import type { Profile } from '../domain/profile.js';
import { UserErrors } from '../domain/user.errors.js';
import type { Approval, User } from '../domain/user.js';
import { toUser, USER_FIELDS } from './user.mapper.js';
import { USER_MODEL, type UserDocument } from './user.schema.js';

export interface NewUser {
  readonly email: string;
  readonly username: string;
  readonly passwordHash: string | null;
  readonly role: Role;
  readonly approval: Pick<Approval, 'status'>;
  readonly emailVerifiedAt: Date | null;
  readonly profile: Pick<Profile, 'firstName' | 'lastName' | 'displayName'>;
}

/** Accounts as their owners use them: found, made, signed in to, changed. */
@Injectable()
export class UserRepository extends ArchiveRepository<UserDocument> {
  constructor(@InjectModel(USER_MODEL) model: Model<UserDocument>) {
    super(model);
  }

  async findById(id: string): Promise<User | undefined> {
    const found = await this.findOneById(id, { fields: USER_FIELDS });
    return found ? toUser(found) : undefined;
  }

  async findByEmail(email: string): Promise<User | undefined> {
    const found = await this.findOne({ email }, { fields: USER_FIELDS });
    return found ? toUser(found) : undefined;
  }

  /** What the guard needs at every request, and no more. */
  async findStanding(id: string): Promise<
    | (Pick<User, 'id' | 'status' | 'role' | 'emailVerifiedAt'> & {
        approval: Pick<Approval, 'status'>;
      })
    | undefined
  > {
    const found = await this.findOneById(id, { fields: ['status', 'role', 'approval', 'emailVerifiedAt'] });
    return found ? { ...found, id: found._id.toString() } : undefined;
  }

  /** By e-mail address or user name; a user name holds no `@`. */
  async findCredentials(login: string): Promise<{ user: User; passwordHash: string | null } | undefined> {
    const filter = login.includes('@') ? { email: login } : { username: login };
    const found = await this.findOne(filter, { fields: [...USER_FIELDS, 'passwordHash'] });
    return found ? { user: toUser(found), passwordHash: found.passwordHash } : undefined;
  }

  hasAny(): Promise<boolean> {
    return this.exists({});
  }

  /** @throws DomainError `email-taken`, `username-taken` */
  async create(user: NewUser): Promise<User> {
    return toUser(await refuseDuplicates(this.insert(user)));
  }

  /** @returns whether it wasn't confirmed before */
  verifyEmail(id: string, at: Date): Promise<boolean> {
    return this.updateOne({ _id: id, emailVerifiedAt: null }, { $set: { emailVerifiedAt: at } });
  }

  async setPasswordHash(id: string, passwordHash: string): Promise<void> {
    await this.updateOne({ _id: id }, { $set: { passwordHash } });
  }

  async recordSignIn(id: string, at: Date): Promise<void> {
    await this.updateOne({ _id: id }, { $set: { lastLoginAt: at } });
  }
}

/** Names the value that somebody else has. */
async function refuseDuplicates<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    const taken = duplicateFields(error);
    if (taken.includes('email')) throw new DomainError(UserErrors.emailTaken, { cause: error });
    if (taken.includes('username')) throw new DomainError(UserErrors.usernameTaken, { cause: error });
    throw error;
  }
}
