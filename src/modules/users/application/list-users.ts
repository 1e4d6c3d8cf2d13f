import { Injectable } from '@nestjs/common';
import type { Page } from '../../../common/pagination/index.js';
import type { User } from '../domain/user.js';
import { UserListRepository, type UserListQuery } from '../persistence/user-list.repository.js';

@Injectable()
export class ListUsers {
  constructor(private readonly users: UserListRepository) {}

  execute(query: UserListQuery): Promise<Page<User>> {
    return this.users.list(query);
  }
}
