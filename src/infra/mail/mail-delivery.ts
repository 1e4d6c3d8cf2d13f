import { createHash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { Consumes, PermanentFailure, type JobContext } from '../queue/index.js';
import { MailQueue, type MailJob } from './mail.queue.js';
import { SmtpTransport } from './smtp-transport.js';

/** What nodemailer adds to its errors. */
type SmtpError = Error & { code?: string; permanent?: boolean; responseCode?: number };

/** Sends the mails that were accepted. What is logged and kept of a failure names nobody. */
@Injectable()
export class MailDelivery {
  private readonly logger = new Logger(MailDelivery.name);

  constructor(private readonly transport: SmtpTransport) {}

  /** @throws PermanentFailure when the server says that it will never take the mail */
  @Consumes(MailQueue)
  async deliver({ mail }: MailJob, { id, signal, replacePayload }: JobContext): Promise<void> {
    if (!mail) return;
    const recipient = pseudonym(mail.to);
    try {
      await this.transport.send(mail, id, signal);
    } catch (error) {
      throw failure(error as SmtpError);
    }
    await replacePayload({} satisfies MailJob);
    this.logger.log('A mail was sent', { recipient, mail: id });
  }
}

/** Tells mails to the same address apart from others, without telling the address. */
const pseudonym = (address: string) =>
  createHash('sha256').update(address.toLowerCase()).digest('hex').slice(0, 12);

/** Servers like to repeat addresses in what they say. */
function failure(error: SmtpError): Error {
  const message = error.message.replaceAll(/[^\s<>()[\],;:"]+@[^\s<>()[\],;:"]+/g, pseudonym);
  return isPermanent(error) ? new PermanentFailure(message) : new Error(message);
}

/** Another attempt helps against all but a refusal of this very mail: credentials and networks get repaired. */
const isPermanent = ({ code, permanent, responseCode }: SmtpError) =>
  (code === 'EENVELOPE' || code === 'EMESSAGE') && (permanent === true || responseCode === undefined);
