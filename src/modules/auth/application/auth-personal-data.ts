import { Injectable } from '@nestjs/common';
import {
  PersonalData,
  rowsOf,
  valuesOf,
  type PersonalFile,
  type Subject,
} from '../../../infra/personal-data/index.js';
import { AuthPersonalDataRepository } from '../persistence/auth-personal-data.repository.js';
import { SignOut } from './sign-out.js';

/** Where somebody signed in, and by what. Secrets stay here. */
@Injectable()
export class AuthPersonalData extends PersonalData {
  override readonly part = 'sign-in';

  constructor(
    private readonly records: AuthPersonalDataRepository,
    private readonly signOut: SignOut,
  ) {
    super();
  }

  override identifiersOf(userId: string): Promise<string[]> {
    return this.records.ipAddressesOf(userId);
  }

  override filesOf(userId: string): PersonalFile[] {
    return [
      {
        name: 'sessions',
        about: 'Where and with what you are signed in',
        rows: () =>
          rowsOf(this.records.sessionsOf(userId), (session) =>
            valuesOf(session, 'refreshTokenHash', 'familyId', 'userId'),
          ),
      },
      {
        name: 'linked-accounts',
        about: 'Accounts of other services with which you sign in',
        rows: () => rowsOf(this.records.linkedAccountsOf(userId), (account) => valuesOf(account, 'userId')),
      },
      {
        name: 'two-factor',
        about: 'Whether you sign in with a second factor',
        rows: () => rowsOf(this.records.factorsOf(userId), ({ enabledAt }) => ({ enabledAt })),
      },
    ];
  }

  override close(userId: string): Promise<void> {
    return this.signOut.everywhere(userId, { reason: 'erased' });
  }

  override async erase({ userId }: Subject): Promise<void> {
    await this.signOut.everywhere(userId, { reason: 'erased' });
    await this.records.removeAll(userId);
  }
}
