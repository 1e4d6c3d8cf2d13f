import { namespace } from './namespace.js';
import { list, secret } from './types.js';

export class EncryptionConfig extends namespace('Encryption', {
  FIELD_ENCRYPTION_KEYS: list()
    .pipe(secret().array().nonempty())
    .meta({ secret: true })
    .describe(
      'Comma-separated secrets under which personal details are kept (001-19): the first encrypts, all decrypt. To change it, put a new one in front.',
    ),
}) {}
