import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiOkResponse, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../../../common/access/index.js';
import { CommonErrors } from '../../../common/errors/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { LocalRateLimit } from '../../../common/rate-limit/index.js';
import { IdPipe } from '../../../common/validation/index.js';
import { ShowPerson } from '../application/show-person.js';
import { PublicProfileDto } from './public-profile.dto.js';

/** A picture runs nothing and loads nothing, even opened by itself, and may stand in any page. */
const PICTURE = {
  'content-type': 'image/svg+xml; charset=utf-8',
  'content-security-policy': "default-src 'none'",
  'cross-origin-resource-policy': 'cross-origin',
  'cache-control': 'public, max-age=300',
};

@ApiTags('users')
@Public()
@LocalRateLimit()
@Controller('users')
export class PeopleController {
  constructor(private readonly showPerson: ShowPerson) {}

  /** Somebody's public profile. */
  @Get(':username/profile')
  @ApiParam({ name: 'username', example: 'jane_smith' })
  @Throws(CommonErrors.notFound)
  async profile(@Param('username') username: string): Promise<PublicProfileDto> {
    return PublicProfileDto.of(await this.showPerson.profile(username));
  }

  /** The picture that is made for somebody: initials on a colour. */
  @Get(':id/avatar.svg')
  @ApiParam({ name: 'id', example: '665f1c2ab7e4c0a1d2e3f405' })
  @ApiProduces('image/svg+xml')
  @ApiOkResponse({ type: String, description: 'An SVG document' })
  @Throws(CommonErrors.notFound)
  async avatar(
    @Param('id', IdPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const picture = await this.showPerson.avatar(id);
    reply.headers(PICTURE);
    return picture;
  }
}
