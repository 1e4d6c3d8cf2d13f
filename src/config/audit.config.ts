import { namespace } from './namespace.js';
import { count, list, secret } from './types.js';

export class AuditConfig extends namespace('Audit', {
  AUDIT_KEYS: list()
    .pipe(secret().array().nonempty())
    .meta({ secret: true })
    .describe(
      'Comma-separated secrets that seal the audit log: the first seals, all verify. To change it, put a new one in front; a former one is needed for as long as what it sealed shall be verifiable.',
    ),
  AUDIT_PERSONAL_DATA_DAYS: count(1)
    .default(365)
    .describe(
      'After how many days addresses, user agents and personal values are removed from audit entries. The entries stay.',
    ),
  ACTIVITY_RETENTION_DAYS: count(1)
    .default(365)
    .describe('How long people see what they and others did with their account.'),
}) {}
