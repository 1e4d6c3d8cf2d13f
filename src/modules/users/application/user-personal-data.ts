import { Injectable } from '@nestjs/common';
import { Clock } from '../../../infra/clock/index.js';
import { PersonalData, type PersonalFile, type Subject } from '../../../infra/personal-data/index.js';
import { fullNameOf } from '../domain/user.js';
import { NameChanges } from './name-changes.js';
import { StandingChanges } from './standing-changes.js';
import { UserErasureRepository } from '../persistence/user-erasure.repository.js';
import { UserRepository } from '../persistence/user.repository.js';
import { DetailsVault } from './details-vault.js';
import { EmailKeys } from './email-keys.js';

/** Shorter words are in too many texts to name somebody. */
const MIN_IDENTIFIER = 5;

/** The account itself. It is erased last: everything else is found by it. */
@Injectable()
export class UserPersonalData extends PersonalData {
  override readonly part = 'account';
  override readonly turn = 'account';

  constructor(
    private readonly users: UserRepository,
    private readonly erasures: UserErasureRepository,
    private readonly changes: StandingChanges,
    private readonly names: NameChanges,
    private readonly vault: DetailsVault,
    private readonly emailKeys: EmailKeys,
    private readonly clock: Clock,
  ) {
    super();
  }

  /** Also of an account that was deleted before. */
  override async identifiersOf(userId: string): Promise<string[]> {
    const user = await this.erasures.findRemaining(userId);
    if (!user) return [];
    const { phone } = await this.vault.read(userId);
    const words = [user.email, user.username, fullNameOf(user), user.profile.displayName, phone];
    return words.filter((word) => word !== null && word.length >= MIN_IDENTIFIER) as string[];
  }

  override filesOf(userId: string): PersonalFile[] {
    const account = () => this.account(userId);
    return [
      { name: 'account', about: 'Your account, profile, preferences and personal details', rows: account },
    ];
  }

  override async close(userId: string): Promise<void> {
    await this.erasures.close(userId, this.clock.now());
    await this.changes.announce(userId);
  }

  override async erase({ userId }: Subject): Promise<void> {
    const email = await this.users.findEmail(userId);
    await this.erasures.replace(userId, email && this.emailKeys.of(email)[0], this.clock.now());
    await this.changes.announce(userId);
    await this.names.haveForgotten(userId);
  }

  private async *account(userId: string): AsyncGenerator<object> {
    const [user, details] = await Promise.all([this.users.findById(userId), this.vault.read(userId)]);
    // Which administrator decided is not the owner's to know; what was decided is.
    if (user)
      yield {
        ...user,
        approval: { ...user.approval, by: null },
        suspension: user.suspension && { ...user.suspension, by: null },
        personal: details,
      };
  }
}
