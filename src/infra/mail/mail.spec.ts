import tls from 'node:tls';
import { Test, type TestingModule } from '@nestjs/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { startMailCatcher, type MailCatcher } from '../../../tools/standins/mail-catcher/index.js';
import { ConfigModule, MailConfig, readConfig } from '../../config/index.js';
import { createLogger, NestLogger } from '../logging/index.js';
import { PermanentFailure } from '../queue/index.js';
import { Mailer, MailModule, type Mail } from './index.js';

const MAIL: Mail = {
  to: 'Ada@example.org',
  subject: 'Welcome, Ada',
  text: 'Hello Ada,\n\nhttps://lyceum.example/verify',
  html: '<p>Hello <b>Ada</b></p>',
};

describe('Mail', () => {
  let catcher: MailCatcher;
  let app: TestingModule;
  const log: string[] = [];

  async function start(settings: { startTls?: boolean; requireTls?: boolean } = {}) {
    catcher = await startMailCatcher({ startTls: settings.startTls });
    const config = {
      ...readConfig(MailConfig),
      SMTP_HOST: 'localhost',
      SMTP_PORT: catcher.smtpPort,
      SMTP_REQUIRE_TLS: settings.requireTls ?? false,
      MAIL_FROM: 'Lyceum <no-reply@lyceum.example>',
    };
    app = await Test.createTestingModule({ imports: [ConfigModule, MailModule] })
      .overrideProvider(MailConfig)
      .useValue(config)
      .compile();
    app.useLogger(new NestLogger(createLogger('trace', { write: (line) => void log.push(line) })));
    await app.init();
  }

  afterEach(async () => {
    await app.close();
    await catcher.close();
    log.length = 0;
  });

  const send = (mail: Mail, id = 'mail-1') =>
    app.get(Mailer).send(mail, { id, signal: AbortSignal.timeout(20_000) });

  /** Why a mail wasn't sent. */
  const refusal = async (mail: Mail): Promise<Error> => {
    const error = await send(mail).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    return error as Error;
  };

  it('arrives with its text and HTML, from the configured sender', async () => {
    await start();
    await send(MAIL);
    const mail = await catcher.waitFor(({ to }) => to.includes(MAIL.to));
    expect(mail).toMatchObject({ from: 'no-reply@lyceum.example', subject: MAIL.subject });
    expect([mail.text.trim(), mail.html?.trim()]).toEqual([MAIL.text, MAIL.html]);
    expect(mail.headers).toContainEqual({ key: 'auto-submitted', value: 'auto-generated' });
  });

  it('brings files along', async () => {
    await start();
    const content = Buffer.from('%PDF-1.7\n\u00ff', 'latin1');
    await send({
      ...MAIL,
      attachments: [{ filename: 'receipt\r\n 1.pdf', contentType: 'application/pdf', content }],
    });
    const { attachments } = await catcher.waitFor(() => true);
    expect(attachments).toEqual([
      { filename: 'receipt 1.pdf', mimeType: 'application/pdf', size: content.length },
    ]);
  });

  it('has the same Message-ID in each attempt, and another than every other mail', async () => {
    await start();
    for (const id of ['mail-1', 'mail-1', 'mail-2']) await send(MAIL, id);
    expect(catcher.messages().map(({ messageId }) => messageId)).toEqual([
      '<mail-2@lyceum.example>',
      '<mail-1@lyceum.example>',
      '<mail-1@lyceum.example>',
    ]);
  });

  it.each(['recipient', 'message'] as const)(
    'may be tried again when the server is busy (%s)',
    async (at) => {
      await start();
      catcher.failNext(451, at);
      expect(await refusal(MAIL)).not.toBeInstanceOf(PermanentFailure);
      await send(MAIL);
      expect(catcher.messages()).toHaveLength(1);
    },
  );

  it('may be tried again when there is no server', async () => {
    await start();
    await catcher.close();
    expect(await refusal(MAIL)).not.toBeInstanceOf(PermanentFailure);
    catcher = await startMailCatcher({ smtpPort: catcher.smtpPort });
    await send(MAIL);
    expect(catcher.messages()).toHaveLength(1);
  });

  it.each(['recipient', 'message'] as const)('is given up when it is refused (%s)', async (at) => {
    await start();
    catcher.failNext(550, at);
    const error = await refusal(MAIL);
    expect(error).toBeInstanceOf(PermanentFailure);
    expect(error.message).toContain('550');
  });

  it('names no recipient in logs and errors, whether it succeeds or fails', async () => {
    await start();
    catcher.failNext(550, 'recipient');
    const { message } = await refusal(MAIL);
    await send(MAIL);
    expect(log.some((line) => line.includes('A mail was sent'))).toBe(true);
    expect((message + log.join('')).toLowerCase()).not.toContain('ada@example.org');
  });

  it('has no header but its own, whatever a subject holds', async () => {
    await start();
    await send({ ...MAIL, subject: 'Your course\r\nBcc: eve@example.org\r\n\r\nEvil' });
    const mail = await catcher.waitFor(() => true);
    expect(mail.subject).toBe('Your course Bcc: eve@example.org Evil');
    expect(mail.to).toEqual([MAIL.to]);
    expect(mail.headers.map(({ key }) => key)).not.toContain('bcc');
  });

  it.each([
    'ada@example.org, eve@example.org',
    'ada@example.org\r\nBcc: eve@example.org',
    'Ada <ada@example.org>',
    'friends: ada@example.org;',
    'ada',
    '',
  ])('refuses %j as an address', async (to) => {
    await start();
    await expect(send({ ...MAIL, to })).rejects.toThrow(TypeError);
  });

  describe('over STARTTLS', () => {
    it('is not sent in clear where encryption is required', async () => {
      await start({ requireTls: true });
      await refusal(MAIL);
      expect(catcher.messages()).toEqual([]);
    });

    it('is not sent to a server that nobody vouches for', async () => {
      await start({ requireTls: true, startTls: true });
      await refusal(MAIL);
      expect(catcher.messages()).toEqual([]);
    });

    it('is sent to a server with a trusted certificate', async () => {
      await start({ requireTls: true, startTls: true });
      const trusted = tls.getCACertificates('default');
      tls.setDefaultCACertificates([...trusted, catcher.certificate as string]);
      try {
        await send(MAIL);
        expect((await catcher.waitFor(() => true)).encrypted).toBe(true);
      } finally {
        tls.setDefaultCACertificates(trusted);
      }
    });

    it('is encrypted where it can be, even if that is not required', async () => {
      await start({ requireTls: false, startTls: true });
      await send(MAIL);
      expect(catcher.messages().map(({ encrypted }) => encrypted)).toEqual([true]);
    });
  });
});
