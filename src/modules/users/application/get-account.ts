import { Injectable } from '@nestjs/common';
import { CommonErrors, DomainError } from '../../../common/errors/index.js';
import { PendingEmailChanges, type PendingEmailChange } from '../domain/pending-email-changes.js';
import type { ReadDetails } from '../domain/personal-details.js';
import type { User } from '../domain/user.js';
import { UserRepository } from '../persistence/user.repository.js';
import { DetailsVault } from './details-vault.js';

/** An account with what only its owner sees. */
export interface OwnDetails {
  readonly user: User;
  readonly personal: ReadDetails;
  readonly emailChange: PendingEmailChange | null;
}

@Injectable()
export class GetAccount {
  constructor(
    private readonly users: UserRepository,
    private readonly vault: DetailsVault,
    private readonly emailChanges: PendingEmailChanges,
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
  async withDetails(userId: string): Promise<OwnDetails> {
    const [user, personal, emailChange = null] = await Promise.all([
      this.execute(userId),
      this.vault.read(userId),
      this.emailChanges.find(userId),
    ]);
    return { user, personal, emailChange };
  }
}
