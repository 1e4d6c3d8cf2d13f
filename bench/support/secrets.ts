/** What the application asks for; it keeps nothing that lasts. */
export const SECRETS = {
  JWT_SECRET: 'b'.repeat(32),
  PASSWORD_PEPPER: 'b'.repeat(32),
  FIELD_ENCRYPTION_KEYS: 'b'.repeat(32),
  BLIND_INDEX_KEYS: 'b'.repeat(32),
  AUDIT_KEYS: 'b'.repeat(32),
};
