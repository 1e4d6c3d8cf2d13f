import { Global, Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { MongooseModule } from '@nestjs/mongoose';
import { Authenticator } from '../../common/access/index.js';
import { AuthConfig } from '../../config/index.js';
import { AuditModule } from '../audit/index.js';
import { PendingEmailChanges, SignInLocks, UsersModule } from '../users/index.js';
import { ApiKeysController } from './api/api-keys.controller.js';
import { AuthController } from './api/auth.controller.js';
import { ChangePasswordController } from './api/change-password.controller.js';
import { IdentitiesController } from './api/identities.controller.js';
import { PasswordResetController } from './api/password-reset.controller.js';
import { RegistrationController } from './api/registration.controller.js';
import { SecondFactorsController } from './api/second-factors.controller.js';
import { TwoFactorController } from './api/two-factor.controller.js';
import { ServiceAccountsController } from './api/service-accounts.controller.js';
import { SessionsController } from './api/sessions.controller.js';
import { AccessTokenStrategy } from './application/access-token.strategy.js';
import { AccessTokens } from './application/access-tokens.js';
import { ChangeKey } from './application/api-keys/change-key.js';
import { CreateServiceAccount } from './application/api-keys/create-service-account.js';
import { IssueKey } from './application/api-keys/issue-key.js';
import { ReadKeys } from './application/api-keys/read-keys.js';
import { RecogniseKey } from './application/api-keys/recognise-key.js';
import { RevokeKey } from './application/api-keys/revoke-key.js';
import { AuthKeys } from './application/auth-keys.js';
import { AuthPersonalData } from './application/auth-personal-data.js';
import { BearerTokens } from './application/bearer-tokens.js';
import { ChangePassword } from './application/change-password.js';
import { CleanUpTokens } from './application/clean-up-tokens.js';
import { CredentialAuthenticator } from './application/credential-authenticator.js';
import { ChangeVault } from './application/email-change/change-vault.js';
import { EmailCodes } from './application/email-codes.js';
import { FailedSignIns } from './application/failed-sign-ins.js';
import { FinishSignIn } from './application/finish-sign-in.js';
import { LinkIdentity } from './application/identities/link-identity.js';
import { ListIdentities } from './application/identities/list-identities.js';
import { UnlinkIdentity } from './application/identities/unlink-identity.js';
import { OAuthRoundTrip } from './application/oauth-round-trip.js';
import { ForgetStanding } from './application/forget-standing.js';
import { OneTimeLinks } from './application/one-time-links.js';
import { OneTimeTokens } from './application/one-time-tokens.js';
import { OwnSessions } from './application/own-sessions.js';
import { Reauthenticate } from './application/reauthenticate.js';
import { PasswordPolicy } from './application/password-policy.js';
import { RecogniseDevice } from './application/recognise-device.js';
import { RedeemSignInCode } from './application/redeem-sign-in-code.js';
import { RefreshSession } from './application/refresh-session.js';
import { RefreshTokens } from './application/refresh-tokens.js';
import { RegisterUser } from './application/register-user.js';
import { RequestEmailVerification } from './application/request-email-verification.js';
import { RequestPasswordReset } from './application/request-password-reset.js';
import { ResetPassword } from './application/reset-password.js';
import { DisableTwoFactor } from './application/second-factor/disable-two-factor.js';
import { EnableTwoFactor } from './application/second-factor/enable-two-factor.js';
import { RecoveryCodes } from './application/second-factor/recovery-codes.js';
import { RedeemChallenge } from './application/second-factor/redeem-challenge.js';
import { RenewRecoveryCodes } from './application/second-factor/renew-recovery-codes.js';
import { SecondFactor } from './application/second-factor/second-factor.js';
import { SeedVault } from './application/second-factor/seed-vault.js';
import { SetUpTwoFactor } from './application/second-factor/set-up-two-factor.js';
import { ShowTwoFactor } from './application/second-factor/show-two-factor.js';
import { SignInChallenges } from './application/second-factor/sign-in-challenges.js';
import { SessionRetention } from './application/session-retention.js';
import { SessionActivity } from './application/session-activity.js';
import { SignIn } from './application/sign-in.js';
import { SignInWithProvider } from './application/sign-in-with-provider.js';
import { SignOut } from './application/sign-out.js';
import { Standings } from './application/standings.js';
import { StartSession } from './application/start-session.js';
import { TokenAuthenticator } from './application/token-authenticator.js';
import { VerifyEmail } from './application/verify-email.js';
import { SecurityAlerts } from './jobs/security-alerts.js';
import { ResetRequestsHandler } from './jobs/reset-requests.handler.js';
import { ClosedAccountsHandler } from './jobs/closed-accounts.handler.js';
import { StandingHandler } from './jobs/standing.handler.js';
import { SuspensionHandler } from './jobs/suspension.handler.js';
import { TokenCleanUpJob } from './jobs/token-clean-up.job.js';
import { ApiKeyRepository } from './persistence/api-key.repository.js';
import { API_KEY_MODEL, apiKeySchema } from './persistence/api-key.schema.js';
import { AuthPersonalDataRepository } from './persistence/auth-personal-data.repository.js';
import { EMAIL_CODE_CONTROLLERS, EMAIL_CODE_MODELS, EMAIL_CODES } from './email-code.parts.js';
import { EMAIL_CHANGE_CONTROLLERS, EMAIL_CHANGE_MODELS, EMAIL_CHANGES } from './email-change.parts.js';
import { LOCKOUT, LOCKOUT_MODELS } from './lockout.parts.js';
import { AuthTokenRepository } from './persistence/auth-token.repository.js';
import { AUTH_TOKEN_MODEL, authTokenSchema } from './persistence/auth-token.schema.js';
import { KnownDeviceRepository } from './persistence/known-device.repository.js';
import { KNOWN_DEVICE_MODEL, knownDeviceSchema } from './persistence/known-device.schema.js';
import { BlacklistedTokenRepository } from './persistence/blacklisted-token.repository.js';
import { BLACKLISTED_TOKEN_MODEL, blacklistedTokenSchema } from './persistence/blacklisted-token.schema.js';
import { OAuthAccountRepository } from './persistence/oauth-account.repository.js';
import { OAUTH_ACCOUNT_MODEL, oauthAccountSchema } from './persistence/oauth-account.schema.js';
import { SessionRepository } from './persistence/session.repository.js';
import { SESSION_MODEL, sessionSchema } from './persistence/session.schema.js';
import { TwoFactorRepository } from './persistence/two-factor.repository.js';
import { TWO_FACTOR_MODEL, twoFactorSchema } from './persistence/two-factor.schema.js';

const REPOSITORIES = [
  SessionRepository,
  BlacklistedTokenRepository,
  AuthTokenRepository,
  OAuthAccountRepository,
  KnownDeviceRepository,
  TwoFactorRepository,
  ApiKeyRepository,
];
const TOKENS = [AuthKeys, AccessTokens, RefreshTokens, OneTimeTokens, OneTimeLinks];
const USE_CASES = [
  PasswordPolicy,
  RegisterUser,
  RequestEmailVerification,
  VerifyEmail,
  SignIn,
  FinishSignIn,
  StartSession,
  RecogniseDevice,
  FailedSignIns,
  RefreshSession,
  SignOut,
  OwnSessions,
  ForgetStanding,
  Reauthenticate,
  RequestPasswordReset,
  ResetPassword,
  ChangePassword,
  OAuthRoundTrip,
  LinkIdentity,
  UnlinkIdentity,
  ListIdentities,
  SignInWithProvider,
  RedeemSignInCode,
  CleanUpTokens,
];
const SECOND_FACTOR = [
  SecondFactor,
  RecoveryCodes,
  SeedVault,
  SignInChallenges,
  RedeemChallenge,
  ShowTwoFactor,
  SetUpTwoFactor,
  EnableTwoFactor,
  DisableTwoFactor,
  RenewRecoveryCodes,
];
const API_KEYS = [RecogniseKey, CreateServiceAccount, IssueKey, ChangeKey, RevokeKey, ReadKeys];
const AUTHENTICATION = [
  Standings,
  SessionActivity,
  AccessTokenStrategy,
  TokenAuthenticator,
  CredentialAuthenticator,
  { provide: Authenticator, useExisting: CredentialAuthenticator },
  { provide: BearerTokens, useExisting: TokenAuthenticator },
];

/** Global, so that accounts find who knows how often they were guessed at. */
@Global()
@Module({
  imports: [
    UsersModule,
    AuditModule,
    MongooseModule.forFeature([
      { name: SESSION_MODEL, schema: sessionSchema },
      { name: BLACKLISTED_TOKEN_MODEL, schema: blacklistedTokenSchema },
      { name: AUTH_TOKEN_MODEL, schema: authTokenSchema },
      { name: OAUTH_ACCOUNT_MODEL, schema: oauthAccountSchema },
      { name: KNOWN_DEVICE_MODEL, schema: knownDeviceSchema },
      { name: API_KEY_MODEL, schema: apiKeySchema },
      { name: TWO_FACTOR_MODEL, schema: twoFactorSchema },
      ...LOCKOUT_MODELS,
      ...EMAIL_CODE_MODELS,
      ...EMAIL_CHANGE_MODELS,
    ]),
    JwtModule.registerAsync({
      inject: [AuthConfig],
      useFactory: (config: AuthConfig) => {
        const { signing, id } = new AuthKeys(config).current;
        return { secret: signing, signOptions: { algorithm: 'HS256', keyid: id } };
      },
    }),
  ],
  controllers: [
    RegistrationController,
    AuthController,
    SessionsController,
    PasswordResetController,
    IdentitiesController,
    TwoFactorController,
    SecondFactorsController,
    ApiKeysController,
    ServiceAccountsController,
    ChangePasswordController,
    ...EMAIL_CODE_CONTROLLERS,
    ...EMAIL_CHANGE_CONTROLLERS,
  ],
  providers: [
    ...REPOSITORIES,
    ...TOKENS,
    ...LOCKOUT,
    ...EMAIL_CODES,
    ...EMAIL_CHANGES,
    ...USE_CASES,
    ...SECOND_FACTOR,
    ...API_KEYS,
    ...AUTHENTICATION,
    TokenCleanUpJob,
    SuspensionHandler,
    ResetRequestsHandler,
    StandingHandler,
    SecurityAlerts,
    ClosedAccountsHandler,
    SessionRetention,
    AuthPersonalData,
    AuthPersonalDataRepository,
  ],
  exports: [
    Authenticator,
    BearerTokens,
    OneTimeLinks,
    SignOut,
    EmailCodes,
    PasswordPolicy,
    SignInLocks,
    ChangeVault,
    PendingEmailChanges,
    // For the routes of providers.
    OAuthRoundTrip,
    RedeemSignInCode,
  ],
})
export class AuthModule {}
