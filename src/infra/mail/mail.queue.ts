import { jobQueue } from '../queue/index.js';
import type { Mail } from './mail.js';

/** The mail is taken out once it is sent: it may hold links that sign people in. */
export interface MailJob {
  readonly mail?: Mail;
}

/** Tries for almost three hours, beyond what greylisting asks for, before a mail is a dead letter. */
export const MailQueue = jobQueue<MailJob>('mail', {
  backoffMs: 5_000,
  timeoutMs: 120_000,
  rememberSeconds: 86_400,
});
