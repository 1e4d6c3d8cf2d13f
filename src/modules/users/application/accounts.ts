import { Injectable } from '@nestjs/common';
import type { Role } from '../../../common/access/index.js';
import { actorNow } from '../../../common/http/request-context.js';
import { Clock, Ids } from '../../../infra/clock/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { Outbox } from '../../../infra/outbox/index.js';
import { AuditTrail } from '../../audit/index.js';
import { EmailVerified, UserRegistered } from '../domain/user.events.js';
import {
  ACTIVITY_NOTED_EVERY_MS,
  effectiveRole,
  initialApproval,
  normalizeEmail,
  type User,
  type UserSource,
  type UserStatus,
} from '../domain/user.js';
import { usernameFor } from '../domain/username.js';
import { UserRepository } from '../persistence/user.repository.js';
import { EmailKeys } from './email-keys.js';
import { UserStandingRepository } from '../persistence/user-standing.repository.js';
import { StandingChanges } from './standing-changes.js';

export interface NewAccount {
  readonly email: string;
  /** Generated when absent (X4). */
  readonly username?: string;
  /** None for those who sign in by other means. */
  readonly passwordHash: string | null;
  readonly role: 'student' | 'instructor';
  readonly emailVerified: boolean;
  /** By which way they come; `api` unless said (002-08). */
  readonly source?: UserSource;
  readonly profile: {
    readonly firstName: string;
    readonly lastName: string;
    readonly displayName?: string | null;
  };
}

/** What other modules may ask and say about accounts. */
@Injectable()
export class Accounts {
  constructor(
    private readonly users: UserRepository,
    private readonly standing: UserStandingRepository,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly emailKeys: EmailKeys,
    private readonly changes: StandingChanges,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly audit: AuditTrail,
  ) {}

  /** The account of an e-mail address or user name with its password hash, for signing in. */
  async findCredentials(login: string): Promise<{ user: User; passwordHash: string | null } | undefined> {
    return this.users.findCredentials(normalizeEmail(login));
  }

  /** Undefined for an account that has none. */
  findPasswordHash(userId: string): Promise<string | undefined> {
    return this.users.findPasswordHash(userId);
  }

  find(userId: string): Promise<User | undefined> {
    return this.users.findById(userId);
  }

  findByEmail(email: string): Promise<User | undefined> {
    return this.users.findByEmail(normalizeEmail(email));
  }

  /** Whether somebody may use the system right now, and in which role. */
  async findStanding(
    userId: string,
  ): Promise<{ id: string; status: UserStatus; role: Role; emailVerified: boolean } | undefined> {
    const user = await this.users.findStanding(userId);
    return (
      user && {
        id: user.id,
        status: user.status,
        role: effectiveRole(user),
        emailVerified: user.emailVerifiedAt !== null,
      }
    );
  }

  /**
   * Makes an account. Joins the caller's transaction; who teaches waits for approval (X2).
   *
   * @throws DomainError `email-taken`, `username-taken`
   */
  create({
    email,
    username,
    emailVerified,
    role,
    passwordHash,
    source = 'api',
    profile,
  }: NewAccount): Promise<User> {
    return this.transactions.run(async () => {
      const user = await this.users.create({
        email: normalizeEmail(email),
        emailKeys: this.emailKeys.of(email),
        username: username?.toLowerCase() ?? usernameFor(email, this.ids.uuid()),
        passwordHash,
        role,
        approval: { status: initialApproval(role) },
        emailVerifiedAt: emailVerified ? this.clock.now() : null,
        metadata: { createdBy: actorNow()?.userId ?? null, source },
        profile: { ...profile, displayName: profile.displayName ?? null },
      });
      await this.outbox.publish(new UserRegistered({ userId: user.id }));
      await this.audit.record({
        action: 'account.created',
        target: { type: 'user', id: user.id },
        by: user.id,
        after: { role, approval: user.approval.status },
      });
      return user;
    });
  }

  /**
   * Makes the account of a program: no password, and an address to which nothing can ever be sent (RFC 2606). Joins the
   * caller's transaction.
   */
  createService(name: string): Promise<User> {
    const username = usernameFor(name, this.ids.uuid());
    const email = `${username}@service.invalid`;
    return this.users.create({
      email,
      emailKeys: this.emailKeys.of(email),
      username,
      passwordHash: null,
      role: 'service',
      approval: { status: initialApproval('service') },
      emailVerifiedAt: null,
      metadata: { createdBy: actorNow()?.userId ?? null, source: 'admin' },
      profile: { firstName: name, lastName: '', displayName: null },
    });
  }

  /** Joins the caller's transaction. @returns whether the address wasn't confirmed before */
  markEmailVerified(userId: string): Promise<boolean> {
    return this.transactions.run(async () => {
      const isNew = await this.users.verifyEmail(userId, this.clock.now());
      if (!isNew) return false;
      await this.outbox.publish(new EmailVerified({ userId }));
      const target = { type: 'user', id: userId } as const;
      await this.audit.record({ action: 'account.email-verified', target, by: userId });
      await this.changes.announce(userId);
      return true;
    });
  }

  /**
   * For what goes aside with an account: whether a batch still holds it there. Joins the caller's transaction, and whoever
   * takes the account back meanwhile collides with it; so nothing is left behind.
   */
  holdAside(userId: string, batchId: string): Promise<boolean> {
    return this.standing.holdAside(userId, batchId);
  }

  setPasswordHash(userId: string, hash: string): Promise<void> {
    return this.users.setPasswordHash(userId, hash, this.clock.now());
  }

  /** @returns whether the hash was still the former one */
  replacePasswordHash(userId: string, former: string, hash: string): Promise<boolean> {
    return this.users.replacePasswordHash(userId, former, hash, this.clock.now());
  }

  /**
   * Keeps another hash of the same password; the password counts as no newer by that.
   *
   * @returns whether the hash was still the former one
   */
  renewPasswordHash(userId: string, former: string, hash: string): Promise<boolean> {
    return this.users.renewPasswordHash(userId, former, hash);
  }

  /**
   * Gives an account an address that was proved to be its owner's. Joins the caller's transaction.
   *
   * @throws DomainError `email-taken`; the transaction is lost then
   */
  changeEmail(userId: string, email: string): Promise<void> {
    const address = normalizeEmail(email);
    const emailKeys = this.emailKeys.of(address);
    return this.users.changeEmail(userId, { email: address, emailKeys, verifiedAt: this.clock.now() });
  }

  /** Joins the caller's transaction. */
  removePassword(userId: string): Promise<void> {
    return this.users.removePassword(userId);
  }

  recordSignIn(userId: string): Promise<void> {
    return this.users.recordSignIn(userId, this.clock.now());
  }

  /** Somebody is here; costs a write once in {@link ACTIVITY_NOTED_EVERY_MS}, over all instances. */
  noteActivity(userId: string, now: Date): Promise<void> {
    const unlessSince = new Date(now.getTime() - ACTIVITY_NOTED_EVERY_MS);
    return this.users.noteActivity(userId, now, { unlessSince });
  }
}
