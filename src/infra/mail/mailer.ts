import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Ids } from '../clock/index.js';
import { Queues } from '../queue/index.js';
import { MailQueue } from './mail.queue.js';
import { checkedMail, type Mail } from './mail.js';

/** Hands mails to the worker, which sends them (004-12). */
@Injectable()
export class Mailer {
  constructor(
    private readonly queues: Queues,
    private readonly ids: Ids,
  ) {}

  /**
   * Accepts a mail for sending. It is sent at least once; a worker that dies at the wrong moment sends it twice, under the
   * same Message-ID, which most mailboxes show once.
   *
   * @param dedupeKey names the reason, as `verify-email/<token id>`; within a day a second mail for it isn't sent
   * @throws TypeError when `to` is anything but one address
   * @throws DomainError `service-unavailable` when Redis is gone
   */
  async send(mail: Mail, dedupeKey: string = this.ids.uuid()): Promise<void> {
    const id = createHash('sha256').update(dedupeKey).digest('base64url');
    await this.queues.add(MailQueue, { id: `mail-${id}`, payload: { mail: checkedMail(mail) } });
  }
}
