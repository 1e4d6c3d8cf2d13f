import { afterAll, beforeAll, expect, it } from 'vitest';
import { MailConfig } from '../../src/config/index.js';
import { Client } from '../../tools/demo/client.js';
import { Mailbox } from '../../tools/demo/mailbox.js';
import { playStory } from '../../tools/demo/story.js';
import { startMailCatcher, type MailCatcher } from '../../tools/standins/mail-catcher/index.js';
import { eventually } from '../support/eventually.js';
import { startPaymentStandIns, type PaymentStandIns } from '../support/payment-standins.js';
import { createUser, PASSWORD } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let test: TestApp;
let providers: PaymentStandIns;
let catcher: MailCatcher;

beforeAll(async () => {
  [providers, catcher] = await Promise.all([startPaymentStandIns(), startMailCatcher()]);
  const mail = { SMTP_HOST: '127.0.0.1', SMTP_PORT: catcher.smtpPort, SMTP_REQUIRE_TLS: false };
  test = await startTestApp({ worker: true, settings: [...providers.settings, [MailConfig, mail]] });
  providers.connect(test);
}, 60_000);
afterAll(async () => {
  await test?.close();
  await Promise.all([providers.close(), catcher.close()]);
}, 60_000);

/** The same story that `npm run demo` plays. */
it('leads from registration to a verified certificate, paid for on the way', async () => {
  const [admin, moderator] = await Promise.all(
    (['admin', 'moderator'] as const).map((role) => createUser(test, { role })),
  );
  const told: string[] = [];

  const { certificate, receipt, code, courseId, paymentId, enrollmentId } = await playStory({
    guest: new Client(test.api.url),
    mailbox: new Mailbox(catcher.webUrl),
    admin: { email: admin!.email, password: PASSWORD },
    moderator: { email: moderator!.email, password: PASSWORD },
    suffix: 'tale',
    watch: async (seconds) => test.clock.advance(seconds * 1000),
    eventually: (attempt) =>
      eventually(async () => {
        const result = await attempt();
        if (result === undefined) throw new Error('Not yet');
        return result;
      }),
    tell: (line) => void told.push(line),
  });

  for (const file of [certificate, receipt])
    expect(Buffer.from(file.subarray(0, 5)).toString()).toBe('%PDF-');
  const shown = await test.api.get(`/api/v1/certificates/${code}`);
  expect(shown.body).toMatchObject({ state: 'valid', holderName: 'Sina Student' });

  expect(told).toContain(
    'The administrator sees 4 people, 1 enrollments, 100 % completed, revenue 49.00 USD.',
  );
  expect(told).toContain('The instructor sees 1 enrolled, 1 completed.');
  const receipts = await eventually(() => {
    const mails = catcher.messages().filter(({ subject }) => /receipt/i.test(subject));
    expect(mails).toHaveLength(1);
    return mails;
  });
  expect(receipts[0]!.attachments.map(({ mimeType }) => mimeType)).toEqual(['application/pdf']);
  expect([courseId, paymentId, enrollmentId].every((id) => /^[0-9a-f]{24}$/.test(id))).toBe(true);
}, 60_000);
