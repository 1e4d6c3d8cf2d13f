import { Injectable } from '@nestjs/common';
import { PasswordHasher } from '../../../infra/crypto/index.js';
import { Clock, Ids } from '../../../infra/clock/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { AuditTrail } from '../../audit/index.js';
import { normalizeEmail, type User } from '../domain/user.js';
import { usernameFor } from '../domain/username.js';
import { UserRepository } from '../persistence/user.repository.js';
import { EmailKeys } from './email-keys.js';

export interface NewAdmin {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly password: string;
}

/**
 * Makes an administrator who needs nobody's approval. Only the command line offers it: whoever can run commands on the
 * server may do everything anyway, and no default account is ever left open (X2, T9).
 */
@Injectable()
export class CreateAdmin {
  constructor(
    private readonly users: UserRepository,
    private readonly passwords: PasswordHasher,
    private readonly emailKeys: EmailKeys,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError `email-taken` */
  async execute({ email, firstName, lastName, password }: NewAdmin): Promise<User> {
    const admin = {
      email: normalizeEmail(email),
      emailKeys: this.emailKeys.of(email),
      username: usernameFor(email, this.ids.uuid()),
      passwordHash: await this.passwords.hash(password),
      role: 'admin',
      approval: { status: 'approved' },
      emailVerifiedAt: this.clock.now(),
      metadata: { createdBy: null, source: 'admin' },
      profile: { firstName, lastName, displayName: null },
    } as const;
    return this.transactions.run(async () => {
      const user = await this.users.create(admin);
      await this.audit.record({
        action: 'account.created',
        target: { type: 'user', id: user.id },
        after: { role: 'admin', approval: 'approved' },
      });
      return user;
    });
  }
}
