import { Injectable } from '@nestjs/common';
import { Clock } from '../../../infra/clock/index.js';
import { Mailer, type Attachment, type Mail } from '../../../infra/mail/index.js';
import { PermanentFailure, type JobContext } from '../../../infra/queue/index.js';
import { Receipts } from '../../payments/index.js';
import { People } from '../../users/index.js';
import type { Occasion } from '../domain/facts.js';
import { layOutMail } from '../domain/mail-layout.js';
import type { Message } from '../domain/message.js';
import { suppressionOf } from '../domain/preference.js';
import { languageOf } from '../domain/texts/index.js';
import { MessageRepository } from '../persistence/message.repository.js';
import { GatherFacts } from './gather-facts.js';
import { MAIL_ATTEMPTS } from './mail.queues.js';
import { textOf } from './text-of.js';
import { Urls } from './urls.js';

/**
 * Writes and sends a mail that was planned. Address, names and links are looked up now and kept nowhere. A worker that
 * dies between the mail server's answer and the record of it sends the mail again, under the same Message-ID.
 */
@Injectable()
export class DeliverMail {
  constructor(
    private readonly messages: MessageRepository,
    private readonly people: People,
    private readonly facts: GatherFacts,
    private readonly receipts: Receipts,
    private readonly urls: Urls,
    private readonly mailer: Mailer,
    private readonly clock: Clock,
  ) {}

  /** @throws Error when it could not be sent; then the job is tried again, or is a dead letter */
  async execute(messageId: string, { id, attempt, signal }: JobContext): Promise<void> {
    const message = await this.messages.takeUp(messageId);
    if (!message) return;
    try {
      const mail = await this.write(message);
      if (typeof mail === 'string') return await this.messages.markSuppressed(messageId, mail);
      await this.mailer.send(mail, { id, signal });
    } catch (error) {
      const final = error instanceof PermanentFailure || attempt >= MAIL_ATTEMPTS;
      await this.messages.recordFailure(messageId, (error as Error).message, final);
      throw error;
    }
    await this.messages.markSent(messageId, this.clock.now());
  }

  /** @returns the mail, or why there is none to be sent */
  private async write({ userId, type, category, channel, occasion }: Message): Promise<Mail | string> {
    const contact = await this.people.findContact(userId);
    if (!contact) return 'recipient-gone';
    const unwanted = suppressionOf(contact, category, channel);
    if (unwanted) return unwanted;
    const facts = await this.facts.execute(type, userId, occasion);
    if (!facts) return 'occasion-passed';
    const language = languageOf(contact.language);
    return {
      to: 'to' in facts ? facts.to : contact.email,
      ...layOutMail(textOf(language, type, facts), {
        language,
        category,
        name: contact.name,
        preferencesUrl: this.urls.preferences(),
      }),
      attachments: type === 'receipt' ? await this.receiptOf(occasion) : [],
    };
  }

  private async receiptOf({ paymentId = '' }: Occasion): Promise<Attachment[]> {
    const receipt = await this.receipts.pdfOf(paymentId);
    return receipt ? [{ ...receipt, contentType: 'application/pdf' }] : [];
  }
}
