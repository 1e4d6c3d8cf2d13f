export { AuthModule } from './auth.module.js';
export {
  EmailVerificationRequested,
  PasswordChanged,
  PasswordResetRequested,
  RegistrationRepeated,
} from './domain/auth.events.js';
