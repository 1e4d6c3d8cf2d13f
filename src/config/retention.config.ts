import { namespace } from './namespace.js';
import { count } from './types.js';

/** How long what is kept (001-18, 002-38). `docs/privacy.md` says of every field why it is there. */
export class RetentionConfig extends namespace('Retention', {
  RETENTION_ENDED_SESSIONS_DAYS: count()
    .default(30)
    .describe(
      'After how many days sessions that were ended are removed; those that run out go by themselves.',
    ),
  RETENTION_READ_NOTIFICATIONS_DAYS: count(1)
    .max(365)
    .default(180)
    .describe(
      'After how many days entries of the inbox that were read are removed; unread ones stay a year.',
    ),
  RETENTION_MESSAGES_DAYS: count(30)
    .max(365)
    .default(365)
    .describe('After how many days the record of a mail that went out, or was not to, is removed.'),
  RETENTION_PAYMENT_ORIGINS_DAYS: count()
    .default(180)
    .describe('After how many days a payment forgets the IP address and browser from which it was begun.'),
  RETENTION_LEGAL_HOLD_DAYS: count()
    .default(3_653)
    .describe(
      'How many days after an erasure name and address of a paid receipt are kept; what the law says.',
    ),
  RETENTION_STUDY_DEVICES_DAYS: count()
    .default(90)
    .describe(
      'How many days after the last visit of a lesson the learner’s device and browser are forgotten (002-19).',
    ),
  RETENTION_EXPORTS_DAYS: count(1)
    .default(90)
    .describe('After how many days the record of an export is removed whose file is long gone.'),
  RETENTION_OUTBOX_DAYS: count(1)
    .max(7)
    .default(7)
    .describe('After how many days events that were handed over are removed.'),
  RETENTION_JOB_RUNS_DAYS: count(1)
    .max(180)
    .default(180)
    .describe('After how many days the record of a scheduled job’s run is removed.'),
}) {}
