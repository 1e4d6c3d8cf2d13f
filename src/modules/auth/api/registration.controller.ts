import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public } from '../../../common/access/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { SignInRateLimit } from '../../../common/rate-limit/index.js';
import { UserErrors } from '../../users/index.js';
import { RegisterUser } from '../application/register-user.js';
import { RequestEmailVerification } from '../application/request-email-verification.js';
import { VerifyEmail } from '../application/verify-email.js';
import { AuthErrors } from '../domain/auth.errors.js';
import { EmailDto, RegisterDto, VerifyEmailDto } from './registration.dto.js';

@ApiTags('auth')
@Controller('auth')
export class RegistrationController {
  constructor(
    private readonly registerUser: RegisterUser,
    private readonly requestVerification: RequestEmailVerification,
    private readonly verification: VerifyEmail,
  ) {}

  /**
   * Register as a student or an instructor. The answer is the same whether or not the address has an account; its owner
   * gets a mail.
   */
  @Post('register')
  @HttpCode(202)
  @Public()
  @SignInRateLimit()
  @Throws(UserErrors.usernameTaken)
  create(@Body() registration: RegisterDto): Promise<void> {
    return this.registerUser.execute(registration);
  }

  /** Confirm an e-mail address with the token of the mail. */
  @Post('verify-email')
  @HttpCode(204)
  @Public()
  @SignInRateLimit()
  @Throws(AuthErrors.invalidLink)
  verifyEmail(@Body() { token }: VerifyEmailDto): Promise<void> {
    return this.verification.execute(token);
  }

  /** Have the mail that confirms the address sent again. The answer is the same for every address. */
  @Post('verify-email/resend')
  @HttpCode(202)
  @Public()
  @SignInRateLimit()
  resendVerification(@Body() { email }: EmailDto): Promise<void> {
    return this.requestVerification.execute(email);
  }
}
