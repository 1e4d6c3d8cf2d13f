import { Body, Controller, Delete, HttpCode, Post } from '@nestjs/common';
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
import { CancelEmailChange } from '../application/email-change/cancel-email-change.js';
import { ConfirmEmailChange } from '../application/email-change/confirm-email-change.js';
import { RequestEmailChange } from '../application/email-change/request-email-change.js';
import { AuthErrors } from '../domain/auth.errors.js';
import { ChangeEmailDto, EmailChangeTokenDto } from './email-change.dto.js';

@ApiTags('auth')
@Controller('auth/change-email')
export class EmailChangeController {
  constructor(
    private readonly requestChange: RequestEmailChange,
    private readonly confirmChange: ConfirmEmailChange,
    private readonly cancelChange: CancelEmailChange,
  ) {}

  /**
   * Ask for another e-mail address. Both addresses get a mail, and when both have confirmed it the account has the new
   * one; the old needn't if it was never confirmed. The answer is the same for every address. `GET users/me` shows what
   * is on its way.
   */
  @Post()
  @HttpCode(202)
  @Allow(Permission.OwnAccount)
  @RecentlyAuthenticated()
  @SignInRateLimit()
  request(@CurrentUser() principal: Principal, @Body() { newEmail }: ChangeEmailDto): Promise<void> {
    return this.requestChange.execute(principal, newEmail);
  }

  /** Give up a change of address that is on its way. */
  @Delete()
  @HttpCode(204)
  @Allow(Permission.OwnAccount)
  cancel(@CurrentUser() { userId }: Principal): Promise<void> {
    return this.cancelChange.execute(userId);
  }

  /**
   * Confirm a change of address with the token of one of the mails. With the last confirmation the address changes, other
   * sessions end, and links and codes that were sent to the old address are dead.
   */
  @Post('confirm')
  @HttpCode(204)
  @Public()
  @SignInRateLimit()
  @Throws(AuthErrors.invalidLink)
  confirm(@Body() { token }: EmailChangeTokenDto): Promise<void> {
    return this.confirmChange.execute(token);
  }

  /** Refuse a change of address with the token of the mail to the old one. */
  @Post('refuse')
  @HttpCode(204)
  @Public()
  @SignInRateLimit()
  @Throws(AuthErrors.invalidLink)
  refuse(@Body() { token }: EmailChangeTokenDto): Promise<void> {
    return this.cancelChange.refuse(token);
  }
}
