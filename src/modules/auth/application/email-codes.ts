import { Injectable } from '@nestjs/common';
import { AuthConfig } from '../../../config/index.js';
import { Clock, Ids } from '../../../infra/clock/index.js';
import { KeyedHash } from '../../../infra/crypto/index.js';
import { CODE_DIGITS, type CodePurpose } from '../domain/email-code.js';
import { EmailCodeRepository, type KnownCode } from '../persistence/email-code.repository.js';
import { AuthKeys, type AuthKey } from './auth-keys.js';

const CODES = 10 ** CODE_DIGITS;
const CODE_ID_BYTES = 16;
/** So many bits of an HMAC that no code is likelier than another by more than one in 10^8. */
const HMAC_BYTES = 6;

/**
 * Codes of six digits that are sent by mail (001-07). A code is made of an HMAC over a random id, as the tokens of links are:
 * whoever writes the mail derives it, and it stands in no database, event, job or log.
 */
@Injectable()
export class EmailCodes {
  constructor(
    private readonly codes: EmailCodeRepository,
    private readonly keys: AuthKeys,
    private readonly hash: KeyedHash,
    private readonly config: AuthConfig,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * Makes a code; the one before it is worthless. Joins the caller's transaction.
   *
   * @param address in its normal form
   * @param userId whose it is; null for nobody, who gets no mail
   * @returns the id for the mail
   */
  async issue(address: string, purpose: CodePurpose, userId: string | null): Promise<string> {
    const codeId = this.ids.token(CODE_ID_BYTES);
    const key = this.keys.current;
    await this.codes.replace({
      codeId,
      addressHash: this.hashOf(address),
      purpose,
      userId,
      codeHash: key.mac('email-code', hashed(codeId, codeOf(key, purpose, codeId))),
      expiresAt: new Date(this.clock.now().getTime() + this.config.EMAIL_CODE_TTL_SECONDS * 1000),
    });
    return codeId;
  }

  /** The code of an id and how long it is good at most, while it can be used. */
  async find(codeId: string): Promise<{ code: string; minutes: number } | undefined> {
    const known = await this.codes.findUsable(codeId, this.clock.now());
    const code =
      known && this.keys.all.map((key) => codeOf(key, known.purpose, codeId)).find(isOf(this.keys, known));
    return code === undefined
      ? undefined
      : { code, minutes: Math.ceil(this.config.EMAIL_CODE_TTL_SECONDS / 60) };
  }

  /**
   * Tries a code and, if it is right, uses it up.
   *
   * @returns whose it is; undefined for a wrong, used or late one, and after too many tries
   */
  async redeem(address: string, purpose: CodePurpose, code: string): Promise<string | undefined> {
    const now = this.clock.now();
    const known = await this.codes.try(this.hashOf(address), purpose, now);
    if (!known || !isOf(this.keys, known)(code) || known.userId === null) return undefined;
    return (await this.codes.use(known.codeId, now)) ? known.userId : undefined;
  }

  /** Makes worthless whatever somebody was sent. Joins the caller's transaction. */
  withdraw(userId: string): Promise<void> {
    return this.codes.removeAll(userId);
  }

  private hashOf(address: string): string {
    return this.hash.of('address of a code', address);
  }
}

const hashed = (codeId: string, code: string) => `hash.${codeId}.${code}`;

function codeOf(key: AuthKey, purpose: CodePurpose, codeId: string): string {
  const mac = Buffer.from(key.mac('email-code', `${purpose}.${codeId}`), 'base64url');
  return String(mac.readUIntBE(0, HMAC_BYTES) % CODES).padStart(CODE_DIGITS, '0');
}

const isOf =
  ({ all }: AuthKeys, { codeId, codeHash }: KnownCode) =>
  (code: string): boolean =>
    all.some((key) => key.isMac('email-code', hashed(codeId, code), codeHash));
