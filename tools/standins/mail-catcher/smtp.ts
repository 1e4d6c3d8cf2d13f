import type { AddressInfo } from 'node:net';
import { callbackify } from 'node:util';
import {
  SMTPServer,
  type SMTPServerAddress,
  type SMTPServerDataStream,
  type SMTPServerSession,
} from 'smtp-server';
import type { Certificate } from '../tls/self-signed.ts';
import type { Envelope, Mailbox } from './mailbox.ts';

const MAX_MAIL_BYTES = 10 * 1024 * 1024;
const LOOPBACK = '127.0.0.1';

/** Where in the conversation a server says no: at RCPT TO, or after DATA. */
export type RefusalPoint = 'recipient' | 'message';

export interface SmtpSide {
  readonly port: number;
  /** Answers the next recipient or message with a code: 4xx for later, 5xx for never (RFC 5321, section 4.2.1). */
  failNext(code: number, at: RefusalPoint): void;
  close(): Promise<void>;
}

/** Listens for mail; with a certificate it offers STARTTLS. Any user name and password will do, but none is needed. */
export async function startSmtp(
  mailbox: Mailbox,
  port: number,
  certificate?: Certificate,
): Promise<SmtpSide> {
  const refusals: Record<RefusalPoint, number[]> = { recipient: [], message: [] };
  const refuse = (at: RefusalPoint, { address }: SMTPServerAddress) => {
    const code = refusals[at].shift();
    // Real servers like to repeat the address.
    return code ? Object.assign(new Error(`<${address}> refused`), { responseCode: code }) : undefined;
  };

  const server = new SMTPServer({
    ...certificate,
    disabledCommands: certificate ? [] : ['STARTTLS'],
    authOptional: true,
    allowInsecureAuth: true,
    size: MAX_MAIL_BYTES,
    rejectOversized: true,
    disableReverseLookup: true,
    onAuth: (_auth, _session, done) => done(null, { user: 'anybody' }),
    onRcptTo: (address, _session, done) => done(refuse('recipient', address)),
    onData: callbackify(async (stream: SMTPServerDataStream, session: SMTPServerSession) => {
      const raw = await read(stream);
      const refusal = refuse('message', session.envelope.rcptTo[0]!);
      if (refusal) throw refusal;
      if (!stream.sizeExceeded) await mailbox.receive(envelopeOf(session), raw);
      return 'caught';
    }),
  });
  // A client that breaks off is the client's affair.
  server.on('error', () => {});
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, LOOPBACK, resolve);
  });

  return {
    port: (server.server.address() as AddressInfo).port,
    failNext: (code, at) => void refusals[at].push(code),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function read(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) if (!stream.sizeExceeded) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const envelopeOf = ({ envelope, secure }: SMTPServerSession): Envelope => ({
  from: envelope.mailFrom ? envelope.mailFrom.address : '',
  to: envelope.rcptTo.map(({ address }) => address),
  encrypted: secure,
});
