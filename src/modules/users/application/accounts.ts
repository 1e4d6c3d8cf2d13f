import { Injectable } from '@nestjs/common';
import type { Role } from '../../../common/access/index.js';
import { effectiveRole, normalizeEmail, type User, type UserStatus } from '../domain/user.js';
import { UserRepository } from '../persistence/user.repository.js';

/** What other modules may ask about accounts. */
@Injectable()
export class Accounts {
  constructor(private readonly users: UserRepository) {}

  /** The account of an e-mail address or user name with its password hash, for signing in. */
  async findCredentials(login: string): Promise<{ user: User; passwordHash: string | null } | undefined> {
    return this.users.findCredentials(normalizeEmail(login));
  }

  findByEmail(email: string): Promise<User | undefined> {
    return this.users.findByEmail(normalizeEmail(email));
  }

  /** Whether somebody may use the system right now, and in which role. */
  async findStanding(
    userId: string,
  ): Promise<{ id: string; status: UserStatus; role: Role; emailVerified: boolean } | undefined> {
    const user = await this.users.findStanding(userId);
    return (
      user && {
        id: user.id,
        status: user.status,
        role: effectiveRole(user),
        emailVerified: user.emailVerifiedAt !== null,
      }
    );
  }
}
