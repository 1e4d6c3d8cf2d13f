import { randomUUID } from 'node:crypto';
import PostalMime from 'postal-mime';

/** A mail that was sent to the catcher. */
export interface CaughtMail {
  readonly id: string;
  readonly receivedAt: Date;
  /** Of the envelope (MAIL FROM and RCPT TO), which is where a real server would have delivered it. */
  readonly from: string;
  readonly to: readonly string[];
  /** Whether it came over TLS. */
  readonly encrypted: boolean;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly messageId?: string;
  readonly headers: readonly { readonly key: string; readonly value: string }[];
  readonly attachments: readonly {
    readonly filename: string;
    readonly mimeType: string;
    readonly size: number;
  }[];
  /** As it came over the wire. */
  readonly raw: Buffer;
}

export type Envelope = Pick<CaughtMail, 'from' | 'to' | 'encrypted'>;
export type MailPredicate = (mail: CaughtMail) => boolean;

interface Waiter {
  readonly predicate: MailPredicate;
  readonly resolve: (mail: CaughtMail) => void;
}

/** The mails that were caught, the latest first, up to a limit. */
export class Mailbox {
  #mails: CaughtMail[] = [];
  readonly #waiters = new Set<Waiter>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  async receive(envelope: Envelope, raw: Buffer): Promise<void> {
    const parsed = await PostalMime.parse(raw);
    const mail: CaughtMail = {
      id: randomUUID(),
      receivedAt: new Date(),
      ...envelope,
      subject: parsed.subject ?? '',
      text: parsed.text ?? '',
      html: parsed.html,
      messageId: parsed.messageId,
      headers: parsed.headers.map(({ key, value }) => ({ key, value })),
      attachments: parsed.attachments.map(({ filename, mimeType, content }) => ({
        filename: filename ?? '',
        mimeType,
        size: content instanceof ArrayBuffer ? content.byteLength : content.length,
      })),
      raw,
    };
    this.#mails = [mail, ...this.#mails].slice(0, this.#limit);
    for (const waiter of this.#waiters) {
      if (!waiter.predicate(mail)) continue;
      this.#waiters.delete(waiter);
      waiter.resolve(mail);
    }
  }

  /** @param recipient leaves out mails to others */
  list(recipient?: string): CaughtMail[] {
    const wanted = recipient?.toLowerCase();
    return this.#mails.filter(({ to }) => !wanted || to.some((address) => address.toLowerCase() === wanted));
  }

  find(id: string): CaughtMail | undefined {
    return this.#mails.find((mail) => mail.id === id);
  }

  clear(): void {
    this.#mails = [];
  }

  /** A mail that is here already, or the next that comes. */
  waitFor(predicate: MailPredicate): Promise<CaughtMail> {
    const here = this.#mails.find(predicate);
    if (here) return Promise.resolve(here);
    return new Promise((resolve) => this.#waiters.add({ predicate, resolve }));
  }
}
