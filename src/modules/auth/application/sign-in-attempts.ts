import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../common/errors/index.js';
import { AuthConfig } from '../../../config/index.js';
import { Clock } from '../../../infra/clock/index.js';
import { KeyedHash } from '../../../infra/crypto/index.js';
import { Turns } from '../../../infra/mongo/index.js';
import { AuthErrors } from '../domain/auth.errors.js';
import {
  delaySeconds,
  needsLock,
  secondsUntil,
  type AttemptKind,
  type LockoutPolicy,
} from '../domain/lockout.js';
import type { Device } from '../domain/session.js';
import { SignInAttemptRepository } from '../persistence/sign-in-attempt.repository.js';
import { KnownNetworks } from './known-networks.js';
import { ReportFailures } from './report-failures.js';

/** What somebody tries to guess. */
export interface Target {
  readonly kind: AttemptKind;
  /** As it was typed, in its normal form: guesses at what isn't there are counted in the same way. */
  readonly name: string;
  /** Whose it is, if there is such an account. */
  readonly userId?: string;
}

/** The second factor of an account; whoever guesses at it has found the account already. */
export const secondFactorOf = (userId: string): Target => ({ kind: 'second-factor', name: userId, userId });

/** The same where somebody who is signed in changes it, and has proved nothing else again. */
export const secondFactorChangeOf = (userId: string): Target => ({
  kind: 'second-factor-change',
  name: userId,
  userId,
});

/** A counter is forgotten this long after the last attempt. */
const MEMORY_MS = 86_400_000;

/** Nothing but time helps here: a new password is the first factor, and no proof of the second. */
const WAIT = 'Too many wrong codes in a row. Try again after the time in `Retry-After`.';

/** Nobody's network: looked up where there is no account, so that it takes as long. */
const NOBODY = 'nobody';

/**
 * Makes whoever guesses wait, longer each time (000-11, 002-03, 004-07, ASVS 6.3.1). Everything with which somebody proves
 * who it is and that can be guessed is checked in {@link guard}.
 *
 * An attempt counts as wrong before it is checked, so of many at once no more are checked than may be. Networks from which
 * the account was signed in to before have counters of their own: a stranger elsewhere can't shut its owner out.
 */
@Injectable()
export class SignInAttempts {
  private readonly policy: LockoutPolicy;
  /** Attempts at one thing come one after another: else of many right ones at once some would be too many. */
  private readonly turns = new Turns();

  constructor(
    private readonly attempts: SignInAttemptRepository,
    private readonly networks: KnownNetworks,
    private readonly report: ReportFailures,
    private readonly hash: KeyedHash,
    private readonly clock: Clock,
    config: AuthConfig,
  ) {
    this.policy = {
      afterFailures: config.LOCKOUT_AFTER_FAILURES,
      firstSeconds: config.LOCKOUT_FIRST_SECONDS,
      maxSeconds: config.LOCKOUT_MAX_SECONDS,
    };
  }

  /**
   * @param device from where; null where nobody comes who hasn't proved something before: then no stranger can shut the owner
   *   out, and one counter is kept for all networks
   * @param check gives undefined when what was brought is wrong
   * @returns what the check gives; when it is something, the counter is back at nought
   * @throws DomainError `too-many-attempts`, with the seconds to wait; the check isn't run then
   */
  async guard<T>(
    target: Target,
    device: Pick<Device, 'ipAddress'> | null,
    check: () => Promise<T | undefined>,
  ): Promise<T | undefined> {
    const key = await this.keyOf(target, device);
    return this.turns.take(key, async () => {
      await this.begin(key, target);
      const result = await check();
      if (result !== undefined) await this.attempts.clear(key);
      return result;
    });
  }

  /** Opens the way to an account again, from everywhere; not past the second factor, which whoever asks hasn't shown. */
  async forgive(userId: string): Promise<void> {
    const spared = [secondFactorOf(userId), secondFactorChangeOf(userId)];
    await this.attempts.clearAll(userId, await Promise.all(spared.map((target) => this.keyOf(target, null))));
  }

  private async begin(key: string, { kind, userId }: Target): Promise<void> {
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + MEMORY_MS);
    const counted = await this.attempts.add(key, userId, { now, expiresAt });
    if (!needsLock(counted, this.policy)) return;
    const seconds = delaySeconds(counted.locks + 1, this.policy);
    const lockUntil = new Date(now.getTime() + seconds * 1000);
    if (await this.attempts.lock(key, counted.locks, { now, lockUntil }))
      return this.report.execute(userId, { kind, failures: counted.failures, until: lockUntil });
    const { lockUntil: until } = (await this.attempts.findByKey(key)) ?? counted;
    throw new DomainError(AuthErrors.tooManyAttempts, {
      retryAfterSeconds: secondsUntil(until, now),
      ...(isOfSecondFactor(kind) && { detail: WAIT }),
    });
  }

  private async keyOf(
    { kind, name, userId }: Target,
    device: Pick<Device, 'ipAddress'> | null,
  ): Promise<string> {
    if (!device) return this.hash.of('sign-in attempt', `${kind} of ${name}`);
    const { network, isKnown } = await this.networks.recognise(userId ?? NOBODY, device);
    return this.hash.of('sign-in attempt', `${kind} ${isKnown ? `at ${network}` : `of ${name}`}`);
  }
}

const isOfSecondFactor = (kind: AttemptKind): boolean =>
  kind === 'second-factor' || kind === 'second-factor-change';
