import { CommonErrors, DomainError } from '../errors/index.js';

/** Deeper than anything this API takes; bounds the walk. */
const MAX_DEPTH = 32;

/**
 * Refuses what is never meant, whatever DTO it will meet: keys that start with `$` or hold a `.`, which to MongoDB are
 * operators or paths (000-52, T20), and texts with half of a surrogate pair, which can't be encoded (RFC 7493, 2.1).
 *
 * @param value a body or query
 * @throws DomainError `validation-failed` with a pointer to the key or text
 */
export function refuseUnsafeInput(value: unknown, pointer = '', depth = 0): void {
  if (typeof value === 'string' && !value.isWellFormed())
    throw refusal(pointer, 'ill-formed-text', 'must be well-formed Unicode: a surrogate stands alone');
  if (typeof value !== 'object' || value === null) return;
  if (depth > MAX_DEPTH)
    throw refusal(pointer, 'too-deep', `must not be nested deeper than ${MAX_DEPTH} levels`);
  if (Array.isArray(value)) {
    value.forEach((item, index) => refuseUnsafeInput(item, `${pointer}/${index}`, depth + 1));
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    const here = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (key.startsWith('$') || key.includes('.'))
      throw refusal(here, 'unsafe-key', 'must not start with `$` or contain `.`');
    refuseUnsafeInput(item, here, depth + 1);
  }
}

const refusal = (pointer: string, code: string, detail: string) =>
  new DomainError(CommonErrors.validationFailed, { errors: [{ pointer, code, detail }] });
