import { z } from 'zod';
import { namespace } from './namespace.js';
import { flag, port } from './types.js';

/** Mail over SMTP submission with STARTTLS (004-12). */
export class MailConfig extends namespace('Mail', {
  SMTP_HOST: z.string().default('localhost').describe('The mail server.'),
  SMTP_PORT: port().default(587).describe('Its submission port.'),
  SMTP_USER: z.string().optional().describe('The account at the mail server.'),
  SMTP_PASSWORD: z.string().meta({ secret: true }).optional().describe('Its password.'),
  SMTP_REQUIRE_TLS: flag()
    .default(true)
    .describe('Whether mail is refused on a connection without STARTTLS.'),
  MAIL_FROM: z.string().default('Lyceum <no-reply@localhost>').describe('The sender of every mail.'),
}) {}
