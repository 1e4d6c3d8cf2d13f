import { Global, Module } from '@nestjs/common';
import { MailDelivery } from './mail-delivery.js';
import { Mailer } from './mailer.js';
import { SmtpTransport } from './smtp-transport.js';

@Global()
@Module({ providers: [Mailer, MailDelivery, SmtpTransport], exports: [Mailer] })
export class MailModule {}
