import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../common/errors/index.js';
import { PasswordHasher } from '../../../infra/crypto/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { Outbox } from '../../../infra/outbox/index.js';
import { MailLimiter } from '../../../infra/mail/index.js';
import { Accounts, normalizeEmail, UserErrors } from '../../users/index.js';
import { RegistrationRepeated } from '../domain/auth.events.js';
import { PasswordPolicy } from './password-policy.js';
import { RequestEmailVerification } from './request-email-verification.js';

export interface Registration {
  readonly email: string;
  readonly password: string;
  readonly username?: string;
  readonly role: 'student' | 'instructor';
  /** What the client says it is (002-08). */
  readonly source: 'web' | 'api';
  readonly firstName: string;
  readonly lastName: string;
}

/** Makes an account for whoever asks (000-48). */
@Injectable()
export class RegisterUser {
  constructor(
    private readonly accounts: Accounts,
    private readonly policy: PasswordPolicy,
    private readonly passwords: PasswordHasher,
    private readonly verification: RequestEmailVerification,
    private readonly limiter: MailLimiter,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Nobody learns here whether an e-mail address has an account: both cases look alike and take the time of a hash, and
   * the address' owner gets a mail about it. User names are public, so a taken one is told, before the address counts.
   *
   * @throws DomainError `validation-failed` for a weak password, `username-taken`
   */
  async execute({
    email,
    password,
    username,
    role,
    source,
    firstName,
    lastName,
  }: Registration): Promise<void> {
    await this.policy.enforce(password, 'password', { email, username });
    if (username !== undefined && (await this.accounts.findCredentials(username)))
      throw new DomainError(UserErrors.usernameTaken);
    const passwordHash = await this.passwords.hash(password);
    const profile = { firstName, lastName };
    try {
      await this.transactions.run(async () => {
        const account = { email, username, role, source, passwordHash, profile, emailVerified: false };
        const { id } = await this.accounts.create(account);
        await this.verification.send(id);
      });
    } catch (error) {
      if (!DomainError.is(error, UserErrors.emailTaken)) throw error;
      await this.tellOwnerOf(email);
    }
  }

  private async tellOwnerOf(email: string): Promise<void> {
    const owner = await this.accounts.findByEmail(email);
    // None: a deleted account keeps its address until it is erased.
    if (!owner) return;
    if (!(await this.limiter.allows('already-registered', normalizeEmail(email)))) return;
    await this.transactions.run(() => this.outbox.publish(new RegistrationRepeated({ userId: owner.id })));
  }
}
