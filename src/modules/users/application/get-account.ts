import { Injectable } from '@nestjs/common';
import { CommonErrors, DomainError } from '../../../common/errors/index.js';
import type { ReadDetails } from '../domain/personal-details.js';
import type { User } from '../domain/user.js';
import { UserRepository } from '../persistence/user.repository.js';
import { DetailsVault } from './details-vault.js';

@Injectable()
export class GetAccount {
  constructor(
    private readonly users: UserRepository,
    private readonly vault: DetailsVault,
  ) {}

  /** @throws DomainError `not-found` */
  async execute(userId: string): Promise<User> {
    const user = await this.users.findById(userId);
    if (!user) throw new DomainError(CommonErrors.notFound);
    return user;
  }

  /**
   * With what nobody else is shown.
   *
   * @throws DomainError `not-found`
   */
  async withDetails(userId: string): Promise<{ user: User; personal: ReadDetails }> {
    const [user, personal] = await Promise.all([this.execute(userId), this.vault.read(userId)]);
    return { user, personal };
  }
}
