import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../common/access/index.js';
import { DomainError } from '../../../common/errors/index.js';
import { CacheService } from '../../../infra/cache/index.js';
import { Clock } from '../../../infra/clock/index.js';
import { PasswordHasher } from '../../../infra/crypto/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { AuditTrail } from '../../audit/index.js';
import { Accounts, type User } from '../../users/index.js';
import { AuthErrors } from '../domain/auth.errors.js';
import type { Device } from '../domain/session.js';
import { SessionRepository } from '../persistence/session.repository.js';
import { EmailCodes } from './email-codes.js';
import { SecondFactor } from './second-factor/second-factor.js';
import { sessionTag } from './standings.js';
import { SignInAttempts } from './sign-in-attempts.js';

/** With what somebody who is signed in shows again who it is. */
export interface Proof {
  /** Needn't be there where there is a code. */
  readonly password?: string;
  /** A code that was sent by mail for this. */
  readonly code?: string;
  /** A code of the authenticator app or a recovery code, where the account asks for one. */
  readonly totp?: string;
}

/** Makes the authentication of a session recent again, for operations that ask for that (ASVS 7.5.3). */
@Injectable()
export class Reauthenticate {
  constructor(
    private readonly accounts: Accounts,
    private readonly passwords: PasswordHasher,
    private readonly codes: EmailCodes,
    private readonly attempts: SignInAttempts,
    private readonly secondFactor: SecondFactor,
    private readonly sessions: SessionRepository,
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
    private readonly cache: CacheService,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws DomainError `invalid-credentials`, also for an account without a password: its owner has a code sent.
   *   `invalid-email-code`, `too-many-attempts`, `second-factor-required`, `invalid-second-factor` where the account asks for one
   */
  async execute(
    { userId, sessionId }: Pick<Principal, 'userId' | 'sessionId'>,
    { password = '', code, totp }: Proof,
    device: Device,
  ): Promise<void> {
    const owner = await this.accounts.find(userId);
    if (!owner) throw new DomainError(AuthErrors.invalidCredentials);
    if (code === undefined) await this.provePassword(owner, password, device);
    else await this.proveCode(owner, code, device);
    await this.proveSecondFactor(userId, totp);
    const method = code === undefined ? 'password' : 'email-code';
    await this.transactions.run(async () => {
      await this.sessions.markAuthenticated(sessionId, this.clock.now());
      const target = { type: 'session', id: sessionId } as const;
      await this.audit.record({ action: 'auth.reauthenticated', target, after: { method } });
      await this.transactions.afterCommit(() => this.cache.invalidate(sessionTag(sessionId)));
    });
  }

  private async provePassword({ id, email }: User, password: string, device: Device): Promise<void> {
    const passwordHash = await this.accounts.findPasswordHash(id);
    const target = { kind: 'password', name: email, userId: id } as const;
    const isRight = await this.attempts.guard(
      target,
      device,
      async () => (await this.passwords.matches(password, passwordHash)) || undefined,
    );
    if (!isRight) throw new DomainError(AuthErrors.invalidCredentials);
  }

  private async proveCode({ id, email }: User, code: string, device: Device): Promise<void> {
    const target = { kind: 'email-code', name: email, userId: id } as const;
    const owner = await this.attempts.guard(target, device, () =>
      this.codes.redeem(email, 'reauthenticate', code),
    );
    if (owner !== id) throw new DomainError(AuthErrors.invalidEmailCode);
  }

  private async proveSecondFactor(userId: string, totp: string | undefined): Promise<void> {
    if (!(await this.secondFactor.isOn(userId))) return;
    const { secondFactorRequired, invalidSecondFactor } = AuthErrors;
    if (totp === undefined) throw new DomainError(secondFactorRequired, { detail: 'Send `totp`, too.' });
    if (!(await this.secondFactor.prove(userId, totp))) throw new DomainError(invalidSecondFactor);
  }
}
