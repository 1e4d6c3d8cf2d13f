import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
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
import { ListIdentities } from '../application/identities/list-identities.js';
import { UnlinkIdentity } from '../application/identities/unlink-identity.js';
import { AuthErrors } from '../domain/auth.errors.js';
import { IdentityDto, IdentityListDto } from './identity.dto.js';

@ApiTags('auth')
@Controller('auth/identities')
@Allow(Permission.OwnAccount)
export class IdentitiesController {
  constructor(
    private readonly listIdentities: ListIdentities,
    private readonly unlinkIdentity: UnlinkIdentity,
  ) {}

  /** The accounts elsewhere with which you sign in. */
  @Get()
  async list(@CurrentUser() { userId }: Principal): Promise<IdentityListDto> {
    return { data: (await this.listIdentities.execute(userId)).map(IdentityDto.of) };
  }

  /** End signing in with an account elsewhere. The last way in stays: set a password first. */
  @Delete(':provider')
  @HttpCode(204)
  @RecentlyAuthenticated()
  @ApiParam({ name: 'provider', example: 'github' })
  @Throws(CommonErrors.notFound, AuthErrors.lastWayIn)
  unlink(@CurrentUser() { userId }: Principal, @Param('provider') provider: string): Promise<void> {
    return this.unlinkIdentity.execute(userId, provider);
  }
}
