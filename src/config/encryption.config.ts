import { namespace } from './namespace.js';
import { list, secret } from './types.js';

const keys = () => list().pipe(secret().array().nonempty()).meta({ secret: true });

export class EncryptionConfig extends namespace('Encryption', {
  FIELD_ENCRYPTION_KEYS: keys().describe(
    'Comma-separated secrets under which personal details are kept (001-19): the first encrypts, all decrypt. To change it, put a new one in front.',
  ),
}) {}

export class BlindIndexConfig extends namespace('Blind index', {
  BLIND_INDEX_KEYS: keys().describe(
    'Comma-separated secrets of the keyed hashes by which addresses, names and networks are known again that are not kept themselves: the first is used, all are recognised. Whoever removes one forgets the addresses of erased accounts that it hashed.',
  ),
}) {}
