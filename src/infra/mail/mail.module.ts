import { Global, Module } from '@nestjs/common';
import { MailLimiter } from './mail-limiter.js';
import { Mailer } from './mailer.js';
import { SmtpTransport } from './smtp-transport.js';

@Global()
@Module({ providers: [Mailer, SmtpTransport, MailLimiter], exports: [Mailer, MailLimiter] })
export class MailModule {}
