export { BearerTokens } from './application/bearer-tokens.js';
export { ChangeVault } from './application/email-change/change-vault.js';
export { EmailCodes } from './application/email-codes.js';
export { OneTimeLinks } from './application/one-time-links.js';
export { PasswordPolicy } from './application/password-policy.js';
export { SignOut } from './application/sign-out.js';
export { AuthModule } from './auth.module.js';
export { SignInProvidersModule } from './oauth-provider.module.js';
export { SIGN_IN_COLLECTIONS } from './domain/sign-in-collections.js';
export {
  AddressWanted,
  EmailChanged,
  EmailChangeRequested,
  EmailCodeRequested,
  EmailVerificationRequested,
  NewEmailToConfirm,
  IdentityLinked,
  IdentityUnlinked,
  PasswordChanged,
  PasswordResetRequested,
  RecoveryCodesRenewed,
  RecoveryCodeUsed,
  RegistrationRepeated,
  SessionsEnded,
  SuspiciousActivity,
  type Suspicion,
  TwoFactorDisabled,
  TwoFactorEnabled,
  TwoFactorReset,
} from './domain/auth.events.js';
