import { Injectable } from '@nestjs/common';
import {
  PersonalData,
  rowsOf,
  valuesOf,
  type PersonalFile,
  type Subject,
} from '../../../infra/personal-data/index.js';
import { EmailChangeRepository } from '../persistence/email-change.repository.js';
import { EmailCodeRepository } from '../persistence/email-code.repository.js';
import { KnownNetworkRepository } from '../persistence/known-network.repository.js';
import { SignInAttemptRepository } from '../persistence/sign-in-attempt.repository.js';
import { ChangeVault } from './email-change/change-vault.js';
import { ReportFailures } from './report-failures.js';

/** What attempts to sign in and changes of address leave behind. */
@Injectable()
export class SignInTraces extends PersonalData {
  override readonly part = 'sign-in-traces';

  constructor(
    private readonly attempts: SignInAttemptRepository,
    private readonly reports: ReportFailures,
    private readonly networks: KnownNetworkRepository,
    private readonly codes: EmailCodeRepository,
    private readonly changes: EmailChangeRepository,
    private readonly vault: ChangeVault,
  ) {
    super();
  }

  /** The addresses that the account had, or was to have. */
  override async identifiersOf(userId: string): Promise<string[]> {
    const addresses: string[] = [];
    for await (const change of this.changes.ofUser(userId))
      addresses.push(this.vault.open(change, 'old'), this.vault.open(change, 'new'));
    return addresses;
  }

  override filesOf(userId: string): PersonalFile[] {
    return [
      {
        name: 'email-changes',
        about: 'Addresses to which you had your account changed, or asked for it',
        rows: () =>
          rowsOf(this.changes.ofUser(userId), (change) => ({
            ...valuesOf(change, 'userId', 'sessionId', 'oldEmail', 'newEmail'),
            oldEmail: this.vault.open(change, 'old'),
            newEmail: this.vault.open(change, 'new'),
          })),
      },
    ];
  }

  override async erase({ userId }: Subject): Promise<void> {
    await this.attempts.clearAll(userId);
    await this.reports.forget(userId);
    await this.networks.forgetAll(userId);
    await this.codes.removeAll(userId);
    await this.changes.removeAll(userId);
  }
}
