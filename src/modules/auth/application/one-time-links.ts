import { Injectable } from '@nestjs/common';
import { HttpConfig } from '../../../config/index.js';
import type { TokenPurpose } from '../domain/auth-token.js';
import { OneTimeTokens } from './one-time-tokens.js';

/** Pages of the client; tokens of other purposes have none. */
const PAGES: Partial<Record<TokenPurpose, string>> = {
  email_verify: '/verify-email',
  password_reset: '/reset-password',
  email_change_old: '/change-email',
  email_change_new: '/change-email',
};

/** The links that mails bring. */
@Injectable()
export class OneTimeLinks {
  private readonly base: string;

  constructor(
    private readonly tokens: OneTimeTokens,
    { CLIENT_URL, PUBLIC_URL }: HttpConfig,
  ) {
    this.base = (CLIENT_URL ?? PUBLIC_URL).replace(/\/+$/, '');
  }

  /**
   * The link of a one-time token; undefined when it was used or has expired. The token stands behind the `#`, which
   * browsers send to no server, so that it is in no log on its way (ASVS 14.2.1).
   *
   * @param answer where the page has several: the part of its address that names one
   */
  async linkOf(tokenId: string, answer: '' | '/refuse' = ''): Promise<string | undefined> {
    const found = await this.tokens.find(tokenId);
    const page = found && PAGES[found.purpose];
    return page && `${this.base}${page}${answer}#token=${found.token}`;
  }
}
