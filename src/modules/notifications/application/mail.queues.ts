import { SMTP_CONNECTIONS } from '../../../infra/mail/index.js';
import { jobQueue, type JobQueueOptions } from '../../../infra/queue/index.js';

/** A mail that was planned, by the id of its message. */
export interface MailJob {
  readonly messageId: string;
}

/** Tries for almost three hours, beyond what greylisting asks for, before a mail is a dead letter. */
const PATIENT: Partial<JobQueueOptions> = {
  attempts: 12,
  backoffMs: 5_000,
  timeoutMs: 120_000,
  rememberSeconds: 86_400,
};

/** Mails that somebody waits for. */
export const MailQueue = jobQueue<MailJob>('mail', { ...PATIENT, concurrency: SMTP_CONNECTIONS });

/** Mails to very many people, which leave connections to the others. */
export const BulkMailQueue = jobQueue<MailJob>('bulk-mail', { ...PATIENT, concurrency: 2 });

/** How often a mail is tried. */
export const MAIL_ATTEMPTS = MailQueue.options.attempts;
