import { Injectable } from '@nestjs/common';
import { PersonalData, type Subject } from '../personal-data/index.js';
import { MailLimiter } from './mail-limiter.js';

/** How many mails somebody has had sent, by a keyed hash of the address. */
@Injectable()
export class MailsPersonalData extends PersonalData {
  override readonly part = 'mail-counters';
  override readonly turn = 'traces';

  constructor(private readonly limiter: MailLimiter) {
    super();
  }

  override async erase({ identifiers }: Subject): Promise<void> {
    const addresses = identifiers.filter((identifier) => identifier.includes('@'));
    if (addresses.length > 0) await this.limiter.forget(addresses);
  }
}
