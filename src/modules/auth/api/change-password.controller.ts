import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, Permission, type Principal } from '../../../common/access/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { SignInRateLimit } from '../../../common/rate-limit/index.js';
import { ChangePassword } from '../application/change-password.js';
import { AuthErrors } from '../domain/auth.errors.js';
import type { Device } from '../domain/session.js';
import { ChangePasswordDto } from './change-password.dto.js';
import { FromDevice } from './device.decorator.js';

@ApiTags('auth')
@Controller('auth/change-password')
export class ChangePasswordController {
  constructor(private readonly changePassword: ChangePassword) {}

  /** Change one's own password. This session goes on, all others end. Who has no password yet gets one by `forgot-password`. */
  @Post()
  @HttpCode(204)
  @Allow(Permission.OwnAccount)
  @SignInRateLimit()
  @Throws(AuthErrors.wrongPassword, AuthErrors.noPassword, AuthErrors.tooManyAttempts)
  change(
    @CurrentUser() principal: Principal,
    @Body() change: ChangePasswordDto,
    @FromDevice() device: Device,
  ): Promise<void> {
    return this.changePassword.execute(principal, change, device);
  }
}
