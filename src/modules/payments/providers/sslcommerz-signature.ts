import { createHash, timingSafeEqual } from 'node:crypto';

/** Fields that must be among the signed ones, for they are believed. */
const BELIEVED = ['tran_id', 'status', 'store_id'];

const md5 = (text: string) => createHash('md5').update(text).digest();

/**
 * Whether a notification was signed with the store's password: MD5 over the fields that `verify_key` names and the hashed
 * password, sorted by name (https://support.sslwireless.com/portal/en/kb/articles/hash-validation). MD5 is all that
 * SSLCommerz offers; what a notification says of money is asked for again at its API.
 */
export function isSignedBySslcommerz(
  fields: Readonly<Record<string, string>>,
  storePassword: string,
): boolean {
  const { verify_key: key, verify_sign: signature } = fields;
  if (!key || !signature || !/^[0-9a-f]{32}$/.test(signature)) return false;
  const names = key.split(',').filter((name) => fields[name] !== undefined);
  if (BELIEVED.some((name) => !names.includes(name))) return false;
  const text = [...new Set(names), 'store_passwd']
    .toSorted()
    .map((name) => `${name}=${name === 'store_passwd' ? md5(storePassword).toString('hex') : fields[name]}`)
    .join('&');
  return timingSafeEqual(md5(text), Buffer.from(signature, 'hex'));
}
