import { Injectable } from '@nestjs/common';
import { CommonErrors, DomainError } from '../../../common/errors/index.js';
import { drawAvatar } from '../domain/avatar.js';
import { isPrivate, publicNameOf } from '../domain/public-card.js';
import type { User } from '../domain/user.js';
import { UserRepository } from '../persistence/user.repository.js';

/** What everybody may see of somebody. */
@Injectable()
export class ShowPerson {
  constructor(private readonly users: UserRepository) {}

  /**
   * Somebody with a public profile. A private one can't be told from one that doesn't exist (002-02).
   *
   * @throws DomainError `not-found`
   */
  async profile(username: string): Promise<User> {
    const user = await this.users.findByUsername(username.toLowerCase());
    if (user?.status !== 'active' || isPrivate(user)) throw new DomainError(CommonErrors.notFound);
    return user;
  }

  /**
   * The generated picture, of the name that others may see.
   *
   * @returns an SVG document
   * @throws DomainError `not-found`
   */
  async avatar(userId: string): Promise<string> {
    const user = await this.users.findById(userId);
    if (!user) throw new DomainError(CommonErrors.notFound);
    return drawAvatar(publicNameOf(user), user.id);
  }
}
