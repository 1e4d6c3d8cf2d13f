import { Controller, Delete, HttpCode, Param } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import {
  Allow,
  CurrentUser,
  Permission,
  RecentlyAuthenticated,
  type Principal,
} from '../../../common/access/index.js';
import { CommonErrors } from '../../../common/errors/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { IdPipe } from '../../../common/validation/index.js';
import { UserErrors } from '../../users/index.js';
import { DisableTwoFactor } from '../application/second-factor/disable-two-factor.js';

/** The second factors of others. */
@ApiTags('users')
@Controller('users/:id/2fa')
@Allow(Permission.ManageUsers)
export class SecondFactorsController {
  constructor(private readonly disableTwoFactor: DisableTwoFactor) {}

  /**
   * Take away the second factor of somebody who has lost app and recovery codes. Be sure that it is really them; the owner
   * of the account is told.
   */
  @Delete()
  @RecentlyAuthenticated()
  @HttpCode(204)
  @ApiParam({ name: 'id', example: '665f1c2ab7e4c0a1d2e3f405' })
  @Throws(CommonErrors.notFound, UserErrors.ownAccount)
  reset(@CurrentUser() { userId }: Principal, @Param('id', IdPipe) id: string): Promise<void> {
    return this.disableTwoFactor.byAdministrator(userId, id);
  }
}
