import { PendingEmailChanges } from '../users/index.js';
import { EmailChangeController } from './api/email-change.controller.js';
import { CancelEmailChange } from './application/email-change/cancel-email-change.js';
import { ChangeVault } from './application/email-change/change-vault.js';
import { ConfirmEmailChange } from './application/email-change/confirm-email-change.js';
import { RequestEmailChange } from './application/email-change/request-email-change.js';
import { SignInTraces } from './application/sign-in-traces.js';
import { EmailChangeRepository } from './persistence/email-change.repository.js';
import { EMAIL_CHANGE_MODEL, emailChangeSchema } from './persistence/email-change.schema.js';

/** Changes of address, confirmed on both sides. */
export const EMAIL_CHANGE_MODELS = [{ name: EMAIL_CHANGE_MODEL, schema: emailChangeSchema }];

export const EMAIL_CHANGE_CONTROLLERS = [EmailChangeController];

export const EMAIL_CHANGES = [
  EmailChangeRepository,
  ChangeVault,
  RequestEmailChange,
  ConfirmEmailChange,
  CancelEmailChange,
  SignInTraces,
  { provide: PendingEmailChanges, useExisting: ChangeVault },
];
