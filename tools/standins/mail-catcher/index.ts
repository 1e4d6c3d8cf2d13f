import { selfSignedCertificate } from '../tls/self-signed.ts';
import { Mailbox, type CaughtMail, type MailPredicate } from './mailbox.ts';
import { startSmtp, type RefusalPoint } from './smtp.ts';
import { startWeb } from './web.ts';

export interface MailCatcherOptions {
  /** 0, the default, takes any that is free. */
  readonly smtpPort?: number;
  readonly webPort?: number;
  /** Offer STARTTLS, with a certificate made for the occasion. */
  readonly startTls?: boolean;
  /** How many mails are kept, the latest; 500 unless given. */
  readonly keep?: number;
}

/** A mail server that delivers nothing and shows everything. */
export interface MailCatcher {
  readonly smtpPort: number;
  readonly webUrl: string;
  /** PEM; whoever trusts it can verify the server. Absent without STARTTLS. */
  readonly certificate?: string;
  /** The latest first. */
  messages(recipient?: string): CaughtMail[];
  /** A mail that is here already, or the next that comes. */
  waitFor(predicate: MailPredicate): Promise<CaughtMail>;
  /** Refuses once, with an SMTP code: 4xx for later, 5xx for never. May be called several times. */
  failNext(code: number, at?: RefusalPoint): void;
  clear(): void;
  close(): Promise<void>;
}

/** Starts a mail catcher on 127.0.0.1. */
export async function startMailCatcher(options: MailCatcherOptions = {}): Promise<MailCatcher> {
  const { smtpPort = 0, webPort = 0, startTls = false, keep = 500 } = options;
  const mailbox = new Mailbox(keep);
  const certificate = startTls ? selfSignedCertificate() : undefined;
  const smtp = await startSmtp(mailbox, smtpPort, certificate);
  const web = await startWeb(mailbox, webPort).catch(async (error: unknown) => {
    await smtp.close();
    throw error;
  });
  return {
    smtpPort: smtp.port,
    webUrl: web.url,
    certificate: certificate?.cert,
    messages: (recipient) => mailbox.list(recipient),
    waitFor: (predicate) => mailbox.waitFor(predicate),
    failNext: (code, at = 'message') => smtp.failNext(code, at),
    clear: () => mailbox.clear(),
    close: async () => void (await Promise.all([smtp.close(), web.close()])),
  };
}
