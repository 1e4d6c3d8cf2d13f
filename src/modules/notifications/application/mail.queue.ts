import { SMTP_CONNECTIONS } from '../../../infra/mail/index.js';
import { jobQueue } from '../../../infra/queue/index.js';

/** Tries for almost three hours, beyond what greylisting asks for, before a mail is a dead letter. */
export const MailQueue = jobQueue<{ readonly messageId: string }>('mail', {
  concurrency: SMTP_CONNECTIONS,
  backoffMs: 5_000,
  timeoutMs: 120_000,
  rememberSeconds: 86_400,
});
