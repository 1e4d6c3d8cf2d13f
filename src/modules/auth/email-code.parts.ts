import { EmailCodeController } from './api/email-code.controller.js';
import { EmailCodes } from './application/email-codes.js';
import { RequestEmailCode } from './application/request-email-code.js';
import { SignInWithCode } from './application/sign-in-with-code.js';
import { EmailCodeRepository } from './persistence/email-code.repository.js';
import { EMAIL_CODE_MODEL, emailCodeSchema } from './persistence/email-code.schema.js';

/** Codes that are sent by mail, and what they are good for. */
export const EMAIL_CODE_MODELS = [{ name: EMAIL_CODE_MODEL, schema: emailCodeSchema }];

export const EMAIL_CODE_CONTROLLERS = [EmailCodeController];

export const EMAIL_CODES = [EmailCodeRepository, EmailCodes, RequestEmailCode, SignInWithCode];
