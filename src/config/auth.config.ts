import { z } from 'zod';
import { namespace } from './namespace.js';
import { count, secret } from './types.js';

export class AuthConfig extends namespace('Authentication', {
  JWT_SECRET: secret().describe('Signs access tokens (HS256).'),
  JWT_ISSUER: z.string().default('lyceum').describe('The `iss` and `aud` of access tokens.'),
  ACCESS_TOKEN_TTL_SECONDS: count(30).default(600).describe('How long an access token is valid (X23).'),
  PASSWORD_PEPPER: secret().describe(
    'Keys the HMAC through which passwords pass before bcrypt, which alone would cut them at 72 bytes (T4).',
  ),
  BCRYPT_ROUNDS: count(4)
    .max(16)
    .default(12)
    .describe('The cost of a password hash; at least 12 outside tests (X21).'),
}) {}
