import { Body, Controller, Header, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, Permission, Public, type Principal } from '../../../common/access/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { SignInRateLimit } from '../../../common/rate-limit/index.js';
import { OwnAccountDto } from '../../users/index.js';
import { RequestEmailCode } from '../application/request-email-code.js';
import { SignInWithCode } from '../application/sign-in-with-code.js';
import { AuthErrors } from '../domain/auth.errors.js';
import type { Device } from '../domain/session.js';
import { FromDevice } from './device.decorator.js';
import { VerifyCodeDto } from './email-code.dto.js';
import { SignedInDto } from './login.dto.js';
import { EmailDto } from './registration.dto.js';

@ApiTags('auth')
@Controller('auth')
export class EmailCodeController {
  constructor(
    private readonly requestCode: RequestEmailCode,
    private readonly signIn: SignInWithCode,
  ) {}

  /** Have a code sent with which one signs in without a password. The answer is the same for every address. */
  @Post('otp/request')
  @HttpCode(202)
  @Public()
  @SignInRateLimit()
  request(@Body() { email }: EmailDto): Promise<void> {
    return this.requestCode.toSignIn(email);
  }

  /** Have a code sent to one's own address, for `reauthenticate`. Who signs in without a password has no other proof. */
  @Post('reauthenticate/code')
  @HttpCode(202)
  @Allow(Permission.OwnAccount)
  @SignInRateLimit()
  requestProof(@CurrentUser() { userId }: Principal): Promise<void> {
    return this.requestCode.toProveAgain(userId);
  }

  /**
   * Sign in with the code of the mail. It is good once, for five minutes and five tries, and confirms the address. If
   * that was never confirmed, a password that was set before is removed: nobody knows by whom.
   */
  @Post('otp/verify')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Public()
  @SignInRateLimit()
  @Throws(AuthErrors.invalidEmailCode, AuthErrors.tooManyAttempts, AuthErrors.secondFactorRequired)
  async verify(@Body() credentials: VerifyCodeDto, @FromDevice() device: Device): Promise<SignedInDto> {
    const { tokens, user } = await this.signIn.execute(credentials, device);
    return { ...tokens, user: OwnAccountDto.of(user) };
  }
}
