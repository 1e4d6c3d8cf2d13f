import { Injectable, Logger } from '@nestjs/common';
import { PermanentFailure } from '../queue/index.js';
import { checkedMail, type Mail, type MailContext } from './mail.js';
import { SmtpTransport } from './smtp-transport.js';

/** What nodemailer adds to its errors. */
type SmtpError = Error & { code?: string; permanent?: boolean; responseCode?: number };

/**
 * Sends mails (004-12), from a job: mail servers are slow and often busy, and the queue tries again. The job names what the
 * mail is about and the mail is written when it is sent, so that what only its reader may know (a link that signs in)
 * rests nowhere. What is logged and thrown of a failure names nobody.
 */
@Injectable()
export class Mailer {
  private readonly logger = new Logger(Mailer.name);

  constructor(private readonly transport: SmtpTransport) {}

  /**
   * Hands a mail to the mail server.
   *
   * @throws TypeError when `to` is anything but one address
   * @throws PermanentFailure when the server says that it will never take the mail
   * @throws Error when it may take it later
   */
  async send(mail: Mail, { id, signal }: MailContext): Promise<void> {
    const checked = checkedMail(mail);
    try {
      await this.transport.send(checked, id, signal);
    } catch (error) {
      throw failure(error as SmtpError);
    }
    this.logger.log('A mail was sent', { mail: id });
  }
}

/** Servers like to repeat addresses in what they say. Not even a hash stays of one: addresses can be tried out. */
function failure(error: SmtpError): Error {
  const message = error.message.replaceAll(/[^\s<>()[\],;:"]+@[^\s<>()[\],;:"]+/g, '[address]');
  return isPermanent(error) ? new PermanentFailure(message) : new Error(message);
}

/** Another attempt helps against all but a refusal of this very mail: credentials and networks get repaired. */
const isPermanent = ({ code, permanent, responseCode }: SmtpError) =>
  (code === 'EENVELOPE' || code === 'EMESSAGE') && (permanent === true || responseCode === undefined);
