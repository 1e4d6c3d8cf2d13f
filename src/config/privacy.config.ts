import { namespace } from './namespace.js';
import { count } from './types.js';

/** What people may ask about their own data (002-38). */
export class PrivacyConfig extends namespace('Privacy', {
  EXPORT_LIFETIME_HOURS: count(1)
    .max(720)
    .default(72)
    .describe('How long the file of an export can be downloaded.'),
  EXPORTS_PER_DAY: count(1).default(3).describe('How many exports somebody can have made in 24 hours.'),
  ERASURE_GRACE_DAYS: count()
    .max(30)
    .default(14)
    .describe('How many days somebody can change their mind before the account is erased.'),
  ERASURE_SWEEP_MINUTES: count()
    .default(60)
    .describe(
      'How long after an erasure its steps are taken again, for what was under way meanwhile; longer than any request or job takes.',
    ),
}) {}
