import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../common/errors/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { Accounts, maySignIn, normalizeEmail, type User } from '../../users/index.js';
import { AuthErrors } from '../domain/auth.errors.js';
import type { Device } from '../domain/session.js';
import { EmailCodes } from './email-codes.js';
import { FailedSignIns } from './failed-sign-ins.js';
import { FinishSignIn } from './finish-sign-in.js';
import { SignInAttempts } from './sign-in-attempts.js';
import { SignOut } from './sign-out.js';
import type { TokenPair } from './start-session.js';

export interface CodeCredentials {
  readonly email: string;
  readonly code: string;
  /** Whether the session outlives idleness (X23). */
  readonly remember: boolean;
}

/** Signs somebody in with a code that was sent by mail (001-07). */
@Injectable()
export class SignInWithCode {
  constructor(
    private readonly accounts: Accounts,
    private readonly codes: EmailCodes,
    private readonly attempts: SignInAttempts,
    private readonly finish: FinishSignIn,
    private readonly signOut: SignOut,
    private readonly transactions: Transactions,
    private readonly failures: FailedSignIns,
  ) {}

  /**
   * A wrong code, one that is used or late, and an address without an account are answered alike. The code proves the
   * address, too.
   *
   * @throws DomainError `invalid-email-code`, `too-many-attempts`, and those of {@link FinishSignIn}
   */
  async execute(
    { email, code, remember }: CodeCredentials,
    device: Device,
  ): Promise<{ tokens: TokenPair; user: User }> {
    const address = normalizeEmail(email);
    const found = await this.accounts.findByEmail(address);
    const target = { kind: 'email-code', name: address, userId: found?.id } as const;
    const userId = await this.attempts.guard(target, device, () =>
      this.codes.redeem(address, 'sign-in', code),
    );
    if (userId === undefined || userId !== found?.id || !maySignIn(found)) {
      this.failures.note(found?.id);
      throw new DomainError(AuthErrors.invalidEmailCode);
    }
    await this.believe(userId);
    const tokens = await this.finish.execute(userId, device, { remember });
    return { tokens, user: (await this.accounts.find(userId)) ?? found };
  }

  /**
   * Who reads the mails of an address owns its account. Nobody had proved that before the first time, so whoever has
   * registered it may have been somebody else: that one's password and sessions end.
   */
  private async believe(userId: string): Promise<void> {
    await this.transactions.run(async () => {
      if (!(await this.accounts.markEmailVerified(userId))) return;
      await this.accounts.removePassword(userId);
      await this.signOut.everywhere(userId, { reason: 'password-changed' });
    });
  }
}
