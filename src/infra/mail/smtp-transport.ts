import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Transporter } from 'nodemailer';
import { MailConfig } from '../../config/index.js';
import type { Mail } from './mail.js';

/** How many mails are sent at the same time; a queue of mails has this many consumers. */
export const SMTP_CONNECTIONS = 5;

const CONNECT_TIMEOUT_MS = 10_000;
const SOCKET_TIMEOUT_MS = 30_000;
const SUBMISSIONS_PORT = 465;

/** The connections to the mail server. None is made before the first mail. */
@Injectable()
export class SmtpTransport implements OnApplicationShutdown {
  private transporter: Promise<Transporter> | undefined;
  private readonly domain: string;

  constructor(private readonly config: MailConfig) {
    this.domain = /@([^\s@>]+)>?\s*$/.exec(config.MAIL_FROM)?.[1] ?? 'localhost';
  }

  /** @param id makes the Message-ID, the same in each attempt */
  async send(mail: Mail, id: string, signal: AbortSignal): Promise<void> {
    const transporter = await (this.transporter ??= this.open());
    await transporter.sendMail({
      from: this.config.MAIL_FROM,
      // An object is taken as it is, while a text would be searched for more addresses.
      to: { name: '', address: mail.to },
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      attachments: mail.attachments?.map((attachment) => ({ ...attachment })),
      messageId: `<${id}@${this.domain}>`,
      // Keeps holiday notices from answering (RFC 3834).
      signal,
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
  }

  async onApplicationShutdown(): Promise<void> {
    (await this.transporter)?.close();
  }

  /** The library is loaded with the first mail: the API, which sends none, does without. */
  private async open(): Promise<Transporter> {
    const { createTransport } = await import('nodemailer');
    const { config } = this;
    return createTransport({
      pool: true,
      maxConnections: SMTP_CONNECTIONS,
      host: config.SMTP_HOST,
      port: config.SMTP_PORT,
      secure: config.SMTP_PORT === SUBMISSIONS_PORT,
      requireTLS: config.SMTP_REQUIRE_TLS,
      // Where TLS isn't required, an unverified server is still better than a listener on the line (RFC 7435).
      tls: { rejectUnauthorized: config.SMTP_REQUIRE_TLS },
      auth: config.SMTP_USER ? { user: config.SMTP_USER, pass: config.SMTP_PASSWORD ?? '' } : undefined,
      connectionTimeout: CONNECT_TIMEOUT_MS,
      greetingTimeout: CONNECT_TIMEOUT_MS,
      socketTimeout: SOCKET_TIMEOUT_MS,
      // A body is text, never a reference to something on this machine or elsewhere.
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }
}
