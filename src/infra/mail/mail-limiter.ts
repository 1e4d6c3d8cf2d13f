import { Inject, Injectable } from '@nestjs/common';
import { HttpConfig } from '../../config/index.js';
import { KeyedHash } from '../crypto/index.js';
import { SharedCounter } from '../rate-limit/index.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

type Limits = Pick<HttpConfig, 'RATE_LIMIT_MAIL_PER_MINUTE' | 'RATE_LIMIT_MAIL_PER_HOUR'>;

/**
 * Bounds how many mails of a kind anybody can have sent to an address, from however many networks they ask. Over all
 * instances, in Redis; without it in this process. Addresses are counted by a keyed hash.
 */
@Injectable()
export class MailLimiter {
  constructor(
    @Inject(HttpConfig) private readonly limits: Limits,
    private readonly counter: SharedCounter,
    private readonly hash: KeyedHash,
  ) {}

  /**
   * Counts a mail that was asked for. Whoever asks is answered as if it were sent, whether or not it is.
   *
   * @param address in its normal form
   */
  async allows(kind: string, address: string): Promise<boolean> {
    const key = `${this.nameOf(address)}${kind}`;
    const { RATE_LIMIT_MAIL_PER_MINUTE: perMinute, RATE_LIMIT_MAIL_PER_HOUR: perHour } = this.limits;
    const minute = await this.counter.hit(`${key}:minute`, MINUTE_MS, perMinute);
    // What isn't sent must not count for the hour: who is impatient would wait that long.
    if (minute.count > perMinute) return false;
    const hour = await this.counter.hit(`${key}:hour`, HOUR_MS, perHour);
    return hour.count <= perHour;
  }

  /** Forgets what was counted of addresses. @throws Error when Redis is gone */
  forget(addresses: readonly string[]): Promise<void> {
    const names = addresses.map((address) => this.nameOf(address));
    return this.counter.forget((key) => names.some((name) => key.startsWith(name)));
  }

  private nameOf(address: string): string {
    return `mail:${this.hash.of('address of mails', address)}:`;
  }
}
