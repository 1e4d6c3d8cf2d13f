import { CommonErrors, DomainError } from '../errors/index.js';

/** Deeper than anything this API takes; bounds the walk. */
const MAX_DEPTH = 32;

/**
 * Refuses a body or query in which a key starts with `$` or holds a `.`, whatever DTO it will meet: no such key is ever
 * meant, and to MongoDB it is an operator or a path (000-52, T20).
 *
 * @throws DomainError `validation-failed` with a pointer to the key
 */
export function refuseUnsafeKeys(value: unknown, pointer = '', depth = 0): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > MAX_DEPTH)
    throw refusal(pointer, 'too-deep', `must not be nested deeper than ${MAX_DEPTH} levels`);
  if (Array.isArray(value)) {
    value.forEach((item, index) => refuseUnsafeKeys(item, `${pointer}/${index}`, depth + 1));
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    const here = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (key.startsWith('$') || key.includes('.'))
      throw refusal(here, 'unsafe-key', 'must not start with `$` or contain `.`');
    refuseUnsafeKeys(item, here, depth + 1);
  }
}

const refusal = (pointer: string, code: string, detail: string) =>
  new DomainError(CommonErrors.validationFailed, { errors: [{ pointer, code, detail }] });
