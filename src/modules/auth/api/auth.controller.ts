import { Body, Controller, Header, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, Permission, Public, type Principal } from '../../../common/access/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { SignInRateLimit } from '../../../common/rate-limit/index.js';
import { OwnAccountDto } from '../../users/index.js';
import { Reauthenticate } from '../application/reauthenticate.js';
import { RefreshSession } from '../application/refresh-session.js';
import { SignIn } from '../application/sign-in.js';
import { SignOut } from '../application/sign-out.js';
import { AuthErrors } from '../domain/auth.errors.js';
import type { Device } from '../domain/session.js';
import { FromDevice } from './device.decorator.js';
import { LoginDto, SignedInDto } from './login.dto.js';
import { ReauthenticateDto } from './reauthenticate.dto.js';
import { RefreshDto, TokensDto } from './tokens.dto.js';

@ApiTags('auth')
@Controller('auth')
export class AuthController {
  constructor(
    private readonly signIn: SignIn,
    private readonly refreshSession: RefreshSession,
    private readonly signOut: SignOut,
    private readonly reauthenticate: Reauthenticate,
  ) {}

  /**
   * Sign in with a password. Where the account asks for a second factor, and `totp` is not there, the answer is
   * `second-factor-required` with a `challenge` for `auth/2fa/challenge`.
   */
  @Post('login')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Public()
  @SignInRateLimit()
  @Throws(
    AuthErrors.invalidCredentials,
    AuthErrors.tooManyAttempts,
    AuthErrors.secondFactorRequired,
    AuthErrors.invalidSecondFactor,
  )
  async login(
    @Body() { email, password, remember, totp }: LoginDto,
    @FromDevice() device: Device,
  ): Promise<SignedInDto> {
    const { tokens, user } = await this.signIn.execute({ login: email, password, remember, totp }, device);
    return { ...tokens, user: OwnAccountDto.of(user) };
  }

  /**
   * Get new tokens for a refresh token. It is good once; when it comes back later, whoever has it, the session ends.
   */
  @Post('refresh')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Public()
  @Throws(AuthErrors.invalidRefreshToken)
  refresh(@Body() { refreshToken }: RefreshDto): Promise<TokensDto> {
    return this.refreshSession.execute(refreshToken);
  }

  /**
   * Prove again that it is you, for operations that ask for a recent proof. With the password, or with the code that
   * `reauthenticate/code` sends. The session goes on as it is.
   */
  @Post('reauthenticate')
  @HttpCode(204)
  @Allow(Permission.OwnAccount)
  @SignInRateLimit()
  @Throws(
    AuthErrors.invalidCredentials,
    AuthErrors.invalidEmailCode,
    AuthErrors.tooManyAttempts,
    AuthErrors.secondFactorRequired,
    AuthErrors.invalidSecondFactor,
  )
  proveAgain(
    @CurrentUser() principal: Principal,
    @Body() proof: ReauthenticateDto,
    @FromDevice() device: Device,
  ): Promise<void> {
    return this.reauthenticate.execute(principal, proof, device);
  }

  /** Sign out here. The tokens of this session are dead at once. */
  @Post('logout')
  @HttpCode(204)
  @Allow(Permission.OwnAccount)
  async logout(@CurrentUser() { sessionId }: Principal): Promise<void> {
    await this.signOut.execute(sessionId);
  }

  /** Sign out on every device. */
  @Post('logout-all')
  @HttpCode(204)
  @Allow(Permission.OwnAccount)
  logoutAll(@CurrentUser() { userId }: Principal): Promise<void> {
    return this.signOut.everywhere(userId);
  }
}
