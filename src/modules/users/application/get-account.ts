import { Injectable } from '@nestjs/common';
import { CommonErrors, DomainError } from '../../../common/errors/index.js';
import type { User } from '../domain/user.js';
import { UserRepository } from '../persistence/user.repository.js';

@Injectable()
export class GetAccount {
  constructor(private readonly users: UserRepository) {}

  /** @throws DomainError `not-found` */
  async execute(userId: string): Promise<User> {
    const user = await this.users.findById(userId);
    if (!user) throw new DomainError(CommonErrors.notFound);
    return user;
  }
}
