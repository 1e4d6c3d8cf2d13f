import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../common/errors/index.js';
import { AuthConfig } from '../../../config/index.js';
import { Clock } from '../../../infra/clock/index.js';
import { AuthErrors } from '../domain/auth.errors.js';
import type { AuthToken, TokenPurpose } from '../domain/auth-token.js';
import { AuthTokenRepository } from '../persistence/auth-token.repository.js';
import { AuthKeys, type AuthKey } from './auth-keys.js';
import { hashToken } from './token-hash.js';

/** Long enough for a redirect and a request. */
const OAUTH_SIGN_IN_TTL_SECONDS = 60;
/** Long enough to find the phone. */
const MFA_CHALLENGE_TTL_SECONDS = 300;

/**
 * Tokens that are good for one thing, once, for a while. A token is an HMAC over the id of its document: whoever may know
 * it derives it from there, and it stands in no database, event, job or log.
 */
@Injectable()
export class OneTimeTokens {
  private readonly ttlSeconds: Readonly<Record<TokenPurpose, number>>;

  constructor(
    private readonly tokens: AuthTokenRepository,
    private readonly keys: AuthKeys,
    private readonly clock: Clock,
    config: AuthConfig,
  ) {
    this.ttlSeconds = {
      email_verify: config.EMAIL_VERIFICATION_TTL_SECONDS,
      password_reset: config.PASSWORD_RESET_TTL_SECONDS,
      oauth_sign_in: OAUTH_SIGN_IN_TTL_SECONDS,
      email_change_old: config.EMAIL_CHANGE_TTL_SECONDS,
      email_change_new: config.EMAIL_CHANGE_TTL_SECONDS,
      mfa_challenge: MFA_CHALLENGE_TTL_SECONDS,
    };
  }

  /** Joins the caller's transaction. */
  async issue(
    userId: string,
    purpose: TokenPurpose,
    values: Partial<Pick<AuthToken, 'isRemembered'>> = {},
  ): Promise<{ id: string; token: string }> {
    const id = this.tokens.nextId();
    const token = derive(this.keys.current, purpose, id);
    const expiresAt = new Date(this.clock.now().getTime() + this.ttlSeconds[purpose] * 1000);
    await this.tokens.add({ ...values, id, userId, purpose, expiresAt, tokenHash: hashToken(token) });
    return { id, token };
  }

  /**
   * The owner of tokens that nobody is meant to get. A request that must not tell whether there is an account does the same
   * for nobody as for somebody, and takes the same time (ASVS 6.3.8); no mail follows, since nobody has no address.
   */
  nobody(): string {
    return this.tokens.nextId();
  }

  /** The token of a document, while it can be used. */
  async find(id: string): Promise<{ purpose: TokenPurpose; token: string } | undefined> {
    const found = await this.tokens.findUsable(id, this.clock.now());
    if (!found) return undefined;
    const token = this.keys.all
      .map((key) => derive(key, found.purpose, id))
      .find((candidate) => hashToken(candidate) === found.tokenHash);
    return token === undefined ? undefined : { purpose: found.purpose, token };
  }

  /** Makes worthless whatever somebody was given for some purposes. Joins the caller's transaction. */
  async withdraw(userId: string, purposes: readonly TokenPurpose[]): Promise<void> {
    for (const purpose of purposes) await this.tokens.removeAll(userId, purpose);
  }

  /** Whose token it is, while it can be used; it stays as it is. */
  ownerOf(token: string, purpose: TokenPurpose): Promise<string | undefined> {
    return this.tokens.findOwner(hashToken(token), purpose, this.clock.now());
  }

  /**
   * Uses a token up, and with it all others that its owner was given for the same. Joins the caller's transaction.
   *
   * @returns the owner's id
   * @throws DomainError `invalid-or-expired-token`
   */
  async use(token: string, purpose: TokenPurpose): Promise<string> {
    const userId = await this.tokens.use(hashToken(token), purpose, this.clock.now());
    if (userId === undefined) throw new DomainError(AuthErrors.invalidLink);
    await this.tokens.removeAll(userId, purpose);
    return userId;
  }
}

const derive = (key: AuthKey, purpose: TokenPurpose, id: string): string =>
  key.mac('one-time-token', `${purpose}.${id}`);
