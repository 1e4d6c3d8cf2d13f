import { Injectable } from '@nestjs/common';
import { Consumes, type JobContext } from '../../../infra/queue/index.js';
import { DeliverMail } from '../application/deliver-mail.js';
import { MailQueue } from '../application/mail.queue.js';

/** Sends the mails that were planned. */
@Injectable()
export class MailConsumer {
  constructor(private readonly deliverMail: DeliverMail) {}

  @Consumes(MailQueue)
  deliver({ messageId }: { readonly messageId: string }, context: JobContext): Promise<void> {
    return this.deliverMail.execute(messageId, context);
  }
}
