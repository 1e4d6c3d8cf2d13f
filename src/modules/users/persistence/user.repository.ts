import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { isValidObjectId, type Model } from 'mongoose';
import type { Role } from '../../../common/access/index.js';
import { DomainError } from '../../../common/errors/index.js';
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
  readonly profile: { readonly firstName: string; readonly lastName: string };
}

@Injectable()
export class UserRepository {
  constructor(@InjectModel(USER_MODEL) private readonly users: Model<UserDocument>) {}

  async findById(id: string): Promise<User | undefined> {
    if (!isValidObjectId(id)) return undefined;
    const found = await this.users.findById(id).lean<UserDocument>();
    return found ? toUser(found) : undefined;
  }

  /** What the guard needs at every request, and no more. */
  async findStanding(id: string): Promise<Pick<User, 'id' | 'status' | 'role' | 'approval'> | undefined> {
    if (!isValidObjectId(id)) return undefined;
    const found = await this.users.findById(id, { status: 1, role: 1, approval: 1 }).lean<UserDocument>();
    return found ? toUser(found) : undefined;
  }

  /** By e-mail address or user name; a user name holds no `@`. */
  async findCredentials(login: string): Promise<{ user: User; passwordHash: string | null } | undefined> {
    const filter = login.includes('@') ? { email: login } : { username: login };
    const found = await this.users.findOne(filter).select('+passwordHash').lean<UserDocument>();
    return found ? { user: toUser(found), passwordHash: found.passwordHash } : undefined;
  }

  /** @throws DomainError `email-taken` */
  async create(user: NewUser): Promise<User> {
    try {
      return toUser((await this.users.create(user)).toObject());
    } catch (error) {
      if (
        (error as { keyPattern?: object }).keyPattern &&
        'email' in (error as { keyPattern: object }).keyPattern
      )
        throw new DomainError(UserErrors.emailTaken, { cause: error });
      throw error;
    }
  }
}

function toUser({ _id, passwordHash: _, ...user }: UserDocument): User {
  return { id: _id.toString(), ...user };
}
