export { MailLimiter } from './mail-limiter.js';
export { MailLimitModule, MailModule } from './mail.module.js';
export { Mailer } from './mailer.js';
export { SMTP_CONNECTIONS } from './smtp-transport.js';
export type { Attachment, Mail } from './mail.js';
