import { Global, Module } from '@nestjs/common';
import { MailLimiter } from './mail-limiter.js';
import { MailsPersonalData } from './mails-personal-data.js';
import { Mailer } from './mailer.js';
import { SmtpTransport } from './smtp-transport.js';

@Global()
@Module({ providers: [Mailer, SmtpTransport], exports: [Mailer] })
export class MailModule {}

/** Apart, because whoever sends needs no limits: those are for those who ask. */
@Global()
@Module({ providers: [MailLimiter, MailsPersonalData], exports: [MailLimiter] })
export class MailLimitModule {}
