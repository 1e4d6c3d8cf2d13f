import { Body, Controller, Get, Header, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Allow,
  CurrentUser,
  Permission,
  Public,
  RecentlyAuthenticated,
  type Principal,
} from '../../../common/access/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { SignInRateLimit } from '../../../common/rate-limit/index.js';
import { OwnAccountDto } from '../../users/index.js';
import { DisableTwoFactor } from '../application/second-factor/disable-two-factor.js';
import { EnableTwoFactor } from '../application/second-factor/enable-two-factor.js';
import { RedeemChallenge } from '../application/second-factor/redeem-challenge.js';
import { RenewRecoveryCodes } from '../application/second-factor/renew-recovery-codes.js';
import { SetUpTwoFactor } from '../application/second-factor/set-up-two-factor.js';
import { ShowTwoFactor } from '../application/second-factor/show-two-factor.js';
import { AuthErrors } from '../domain/auth.errors.js';
import type { Device } from '../domain/session.js';
import { FromDevice } from './device.decorator.js';
import { SignedInDto } from './login.dto.js';
import {
  ChallengeDto,
  CodeDto,
  RecoveryCodesDto,
  TwoFactorDto,
  TwoFactorSetUpDto,
} from './two-factor.dto.js';

/** Authenticator apps (RFC 6238) and recovery codes (003-06). */
@ApiTags('auth')
@Controller('auth/2fa')
@Allow(Permission.OwnAccount)
export class TwoFactorController {
  constructor(
    private readonly showTwoFactor: ShowTwoFactor,
    private readonly setUpTwoFactor: SetUpTwoFactor,
    private readonly enableTwoFactor: EnableTwoFactor,
    private readonly disableTwoFactor: DisableTwoFactor,
    private readonly renewRecoveryCodes: RenewRecoveryCodes,
    private readonly redeemChallenge: RedeemChallenge,
  ) {}

  /** Whether signing in asks for a code, and how many recovery codes are left. */
  @Get()
  async show(@CurrentUser() { userId }: Principal): Promise<TwoFactorDto> {
    return TwoFactorDto.of(await this.showTwoFactor.execute(userId));
  }

  /**
   * Begin to use an authenticator app. The answer is what the app needs, and is given once; signing in stays as it is until
   * `auth/2fa/enable`. Begun anew, the app that was begun with before is forgotten.
   */
  @Post('setup')
  @RecentlyAuthenticated()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Throws(AuthErrors.twoFactorEnabled)
  setUp(@CurrentUser() { userId }: Principal): Promise<TwoFactorSetUpDto> {
    return this.setUpTwoFactor.execute(userId);
  }

  /** Have signing in ask for codes from now on, with the first code of the app. The answer shows the recovery codes, once. */
  @Post('enable')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Throws(AuthErrors.twoFactorNotSetUp, AuthErrors.twoFactorEnabled, AuthErrors.invalidCode)
  async enable(@CurrentUser() { userId }: Principal, @Body() { code }: CodeDto): Promise<RecoveryCodesDto> {
    return { recoveryCodes: await this.enableTwoFactor.execute(userId, code) };
  }

  /** Have signing in ask for no code any more. App and recovery codes are forgotten. */
  @Post('disable')
  @RecentlyAuthenticated()
  @HttpCode(204)
  @Throws(AuthErrors.twoFactorNotEnabled, AuthErrors.invalidCode, AuthErrors.tooManyAttempts)
  disable(@CurrentUser() { userId }: Principal, @Body() { code }: CodeDto): Promise<void> {
    return this.disableTwoFactor.execute(userId, code);
  }

  /** Get new recovery codes. The old ones are dead; the answer shows the new ones, once. */
  @Post('recovery-codes')
  @RecentlyAuthenticated()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Throws(AuthErrors.twoFactorNotEnabled, AuthErrors.invalidCode, AuthErrors.tooManyAttempts)
  async renew(@CurrentUser() { userId }: Principal, @Body() { code }: CodeDto): Promise<RecoveryCodesDto> {
    return { recoveryCodes: await this.renewRecoveryCodes.execute(userId, code) };
  }

  /** End a sign-in that has answered `second-factor-required`. A wrong code leaves the challenge good, four times. */
  @Post('challenge')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Public()
  @SignInRateLimit()
  @Throws(AuthErrors.invalidLink, AuthErrors.invalidSecondFactor, AuthErrors.tooManyAttempts)
  async challenge(
    @Body() { challenge, code }: ChallengeDto,
    @FromDevice() device: Device,
  ): Promise<SignedInDto> {
    const { tokens, user } = await this.redeemChallenge.execute(challenge, code, device);
    return { ...tokens, user: OwnAccountDto.of(user) };
  }
}
