import { createHash } from 'node:crypto';

const hash = (algorithm: 'md5' | 'sha256', text: string) => createHash(algorithm).update(text).digest('hex');

/**
 * Signs a notification as SSLCommerz does: a hash over the fields that `verify_key` names and the hashed password of the
 * store, sorted by name (https://support.sslwireless.com/portal/en/kb/articles/hash-validation).
 */
export function signed(fields: Record<string, string>, storePassword: string): Record<string, string> {
  const withPassword: Record<string, string> = { ...fields, store_passwd: hash('md5', storePassword) };
  const text = Object.keys(withPassword)
    .toSorted()
    .map((name) => `${name}=${withPassword[name]}`)
    .join('&');
  return {
    ...fields,
    verify_key: Object.keys(fields).join(','),
    verify_sign: hash('md5', text),
    verify_sign_sha2: hash('sha256', text),
  };
}
