import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../../infra/mongo/index.js';
import { AuditTrail } from '../../../audit/index.js';
import { Accounts, type User } from '../../../users/index.js';

/** Makes an account for a program: it has no password and no e-mail address, so nobody can sign in to it. */
@Injectable()
export class CreateServiceAccount {
  constructor(
    private readonly accounts: Accounts,
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
  ) {}

  execute(name: string): Promise<User> {
    return this.transactions.run(async () => {
      const user = await this.accounts.createService(name);
      await this.audit.record({ action: 'auth.service-created', target: { type: 'user', id: user.id } });
      return user;
    });
  }
}
