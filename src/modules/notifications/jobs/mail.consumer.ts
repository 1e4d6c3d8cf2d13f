import { Injectable } from '@nestjs/common';
import { Consumes, type JobContext } from '../../../infra/queue/index.js';
import { DeliverMail } from '../application/deliver-mail.js';
import { BulkMailQueue, MailQueue, type MailJob } from '../application/mail.queues.js';

/** Sends the mails that were planned. */
@Injectable()
export class MailConsumer {
  constructor(private readonly deliverMail: DeliverMail) {}

  @Consumes(MailQueue)
  deliver({ messageId }: MailJob, context: JobContext): Promise<void> {
    return this.deliverMail.execute(messageId, context);
  }

  @Consumes(BulkMailQueue)
  deliverBulk({ messageId }: MailJob, context: JobContext): Promise<void> {
    return this.deliverMail.execute(messageId, context);
  }
}
