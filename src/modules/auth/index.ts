export { BearerTokens } from './application/bearer-tokens.js';
export { OneTimeLinks } from './application/one-time-links.js';
export { AuthModule } from './auth.module.js';
export {
  EmailVerificationRequested,
  PasswordChanged,
  PasswordResetRequested,
  RegistrationRepeated,
  SuspiciousActivity,
  type Suspicion,
} from './domain/auth.events.js';
