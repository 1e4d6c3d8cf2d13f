import { Global, Module } from '@nestjs/common';
import { Mailer } from './mailer.js';
import { SmtpTransport } from './smtp-transport.js';

@Global()
@Module({ providers: [Mailer, SmtpTransport], exports: [Mailer] })
export class MailModule {}
