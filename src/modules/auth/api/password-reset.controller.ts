import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public } from '../../../common/access/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { SignInRateLimit } from '../../../common/rate-limit/index.js';
import { RequestPasswordReset } from '../application/request-password-reset.js';
import { ResetPassword } from '../application/reset-password.js';
import { AuthErrors } from '../domain/auth.errors.js';
import type { Device } from '../domain/session.js';
import { FromDevice } from './device.decorator.js';
import { ResetPasswordDto } from './password-reset.dto.js';
import { EmailDto } from './registration.dto.js';

@ApiTags('auth')
@Controller('auth')
export class PasswordResetController {
  constructor(
    private readonly requestReset: RequestPasswordReset,
    private readonly resetPassword: ResetPassword,
  ) {}

  /** Have a mail sent that lets its reader set a new password. The answer is the same for every address. */
  @Post('forgot-password')
  @HttpCode(202)
  @Public()
  @SignInRateLimit()
  request(@Body() { email }: EmailDto): Promise<void> {
    return this.requestReset.execute(email);
  }

  /** Set a new password with the token of the mail. All sessions of the account end. */
  @Post('reset-password')
  @HttpCode(204)
  @Public()
  @SignInRateLimit()
  @Throws(AuthErrors.invalidLink)
  complete(@Body() { token, password }: ResetPasswordDto, @FromDevice() device: Device): Promise<void> {
    return this.resetPassword.execute(token, password, device);
  }
}
