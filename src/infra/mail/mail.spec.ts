import tls from 'node:tls';
import { Test, type TestingModule } from '@nestjs/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import { startMailCatcher, type MailCatcher } from '../../../tools/standins/mail-catcher/index.js';
import { ConfigModule, MailConfig, readConfig } from '../../config/index.js';
import { ClockModule } from '../clock/index.js';
import { createLogger, NestLogger } from '../logging/index.js';
import { DeadLetters, QueueModule, Queues, QueueWorkerModule } from '../queue/index.js';
import { hasten, removeKeys } from '../queue/testing/queue-tests.js';
import { RedisModule, RedisService } from '../redis/index.js';
import { Mailer, MailModule, type Mail } from './index.js';
import { MailQueue } from './mail.queue.js';

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
    app = await Test.createTestingModule({
      imports: [ConfigModule, ClockModule, RedisModule, QueueModule, QueueWorkerModule, MailModule],
    })
      .overrideProvider(MailConfig)
      .useValue(config)
      .compile();
    app.useLogger(new NestLogger(createLogger('trace', { write: (line) => void log.push(line) })));
    await app.init();
  }

  afterEach(async () => {
    await removeKeys(app);
    await app.close();
    await catcher.close();
    log.length = 0;
  });

  const send = (mail: Mail, dedupeKey?: string) => app.get(Mailer).send(mail, dedupeKey);
  const delayed = async () => (await app.get(Queues).depths())['mail']?.delayed;
  const dead = () => app.get(DeadLetters).list();

  it('arrives with its text and HTML, from the configured sender', async () => {
    await start();
    await send(MAIL);
    const mail = await catcher.waitFor(({ to }) => to.includes(MAIL.to));
    expect(mail).toMatchObject({ from: 'no-reply@lyceum.example', subject: MAIL.subject });
    expect([mail.text.trim(), mail.html?.trim()]).toEqual([MAIL.text, MAIL.html]);
    expect(mail.headers).toContainEqual({ key: 'auto-submitted', value: 'auto-generated' });
  });

  it('is sent once for one reason', async () => {
    await start();
    await send(MAIL, 'verify-email/1');
    await send({ ...MAIL, subject: 'A second one' }, 'verify-email/1');
    await send({ ...MAIL, subject: 'Another reason' }, 'verify-email/2');
    await eventually(() => expect(catcher.messages()).toHaveLength(2));
    expect(
      catcher
        .messages()
        .map(({ subject }) => subject)
        .toSorted(),
    ).toEqual(['Another reason', MAIL.subject]);
  });

  it('leaves nothing of its contents in Redis once it is sent', async () => {
    await start();
    await send({ ...MAIL, text: 'the-secret-link' });
    await catcher.waitFor(() => true);
    await eventually(async () => expect(log.some((line) => line.includes('A mail was sent'))).toBe(true));
    expect(await dump(app)).not.toContain('the-secret-link');
  });

  it.each(['recipient', 'message'] as const)('is tried again when the server is busy (%s)', async (at) => {
    await start();
    catcher.failNext(451, at);
    await send(MAIL);
    await eventually(async () => expect(await delayed()).toBe(1));
    expect(catcher.messages()).toEqual([]);
    await hasten(app, MailQueue);
    await catcher.waitFor(({ subject }) => subject === MAIL.subject);
    expect(await dead()).toEqual([]);
  });

  it('is tried again when there is no server', async () => {
    await start();
    await catcher.close();
    await send(MAIL);
    await eventually(async () => expect(await delayed()).toBe(1));
    catcher = await startMailCatcher({ smtpPort: catcher.smtpPort });
    await hasten(app, MailQueue);
    await catcher.waitFor(({ subject }) => subject === MAIL.subject);
  });

  it.each(['recipient', 'message'] as const)('is given up at once when it is refused (%s)', async (at) => {
    await start();
    catcher.failNext(550, at);
    await send(MAIL);
    await eventually(async () =>
      expect(await dead()).toMatchObject([
        { queue: 'mail', attempts: 1, error: expect.stringContaining('550') as string },
      ]),
    );
    expect(await delayed()).toBe(0);
  });

  it('names no recipient in the log, whether it succeeds or fails', async () => {
    await start();
    catcher.failNext(550, 'recipient');
    await send(MAIL, 'first');
    await eventually(async () => expect(await dead()).toHaveLength(1));
    await send(MAIL, 'second');
    await eventually(() => expect(log.some((line) => line.includes('A mail was sent'))).toBe(true));
    expect(log.join('').toLowerCase()).not.toContain('ada@example.org');
    expect((await dead()).map(({ error }) => error.toLowerCase()).join('')).not.toContain('ada@example.org');
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
      await send(MAIL);
      await eventually(async () => expect(await delayed()).toBe(1));
      expect(catcher.messages()).toEqual([]);
    });

    it('is not sent to a server that nobody vouches for', async () => {
      await start({ requireTls: true, startTls: true });
      await send(MAIL);
      await eventually(async () => expect(await delayed()).toBe(1));
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
      const mail = await catcher.waitFor(() => true);
      expect(mail.encrypted).toBe(true);
    });
  });
});

/** Everything that this test file has in Redis, as text. */
async function dump(app: TestingModule): Promise<string> {
  const redis = app.get(RedisService).connect({});
  const keys = await redis.keys(`${process.env['REDIS_KEY_PREFIX']}:*`);
  const dumps = await Promise.all(keys.map((key) => redis.dumpBuffer(key)));
  redis.disconnect();
  return dumps.map((bytes) => bytes?.toString('latin1')).join('\n');
}
