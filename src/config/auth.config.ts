import { z } from 'zod';
import { namespace } from './namespace.js';
import { count, list, secret } from './types.js';

export class AuthConfig extends namespace('Authentication', {
  JWT_SECRET: secret().describe(
    'Signs access tokens (HS256); the keys of refresh tokens and links in mails are derived from it.',
  ),
  JWT_PREVIOUS_SECRETS: list()
    .pipe(z.array(z.string().min(32)))
    .meta({ secret: true })
    .default([])
    .describe(
      'Comma-separated former values of JWT_SECRET, whose tokens are still taken. Changing it so signs nobody out.',
    ),
  JWT_ISSUER: z.string().default('lyceum').describe('The `iss` and `aud` of access tokens.'),
  ACCESS_TOKEN_TTL_SECONDS: count(30).default(600).describe('How long an access token is valid (X23).'),
  SESSION_IDLE_SECONDS: count(60)
    .default(2_400)
    .describe('After how long without a refresh a session ends, unless it is remembered (X23).'),
  SESSION_ABSOLUTE_SECONDS: count(60)
    .default(2_592_000)
    .describe('After how long every session ends, remembered or not (X23).'),
  REAUTHENTICATION_SECONDS: count(60)
    .default(600)
    .describe('For how long a proof of identity counts where a recent one is asked for.'),
  EMAIL_VERIFICATION_TTL_SECONDS: count(60)
    .default(86_400)
    .describe('How long the link that confirms an e-mail address is valid (000-61).'),
  EMAIL_CHANGE_TTL_SECONDS: count(60)
    .default(86_400)
    .describe('How long both addresses have to confirm that an account changes from one to the other.'),
  PASSWORD_RESET_TTL_SECONDS: count(60)
    .max(3_600)
    .default(600)
    .describe('How long the link that sets a new password is valid, an hour at most (X22).'),
  EMAIL_CODE_TTL_SECONDS: count(30)
    .max(600)
    .default(300)
    .describe('How long a code that is sent by mail is valid, ten minutes at most (001-07).'),
  PASSWORD_POLICY: z
    .enum(['standard', 'nist'])
    .default('standard')
    .describe(
      'What a new password needs (X25). `standard`: 8 characters, among them a lower-case letter, an upper-case letter and a digit; `nist`: 15 characters of any kind (SP 800-63B). Common passwords are refused by both.',
    ),
  PASSWORD_PEPPER: secret().describe(
    'Keys the HMAC through which passwords pass before bcrypt, which alone would cut them at 72 bytes (T4), and that of recovery codes. Changing it makes all of them wrong.',
  ),
  TOTP_ISSUER: z
    .string()
    .default('Lyceum')
    .describe('The name under which authenticator apps show accounts.'),
  LOCKOUT_AFTER_FAILURES: count(2)
    .default(5)
    .describe('After how many wrong attempts in a row somebody has to wait before the next (000-11).'),
  LOCKOUT_FIRST_SECONDS: count(1)
    .default(30)
    .describe('How long the first such wait lasts; each further wrong attempt doubles it.'),
  LOCKOUT_MAX_SECONDS: count(1)
    .default(900)
    .describe('The longest such wait. A password reset by mail ends it at once.'),
  KNOWN_NETWORK_DAYS: count(1)
    .default(90)
    .describe(
      'How long a network from which somebody signed in has a count of wrong attempts of its own, so that strangers elsewhere can not lock its owner out.',
    ),
  BCRYPT_ROUNDS: count(4)
    .max(16)
    .default(12)
    .describe(
      'The cost of a password hash; at least 12 outside tests (X21). Passwords that were hashed at another are hashed anew when their owners sign in. Only ever raise it: a hash of a higher cost takes longer to compare, and that would tell that there is such an account.',
    ),
}) {}
