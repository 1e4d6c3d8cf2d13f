import { Controller, Delete, Get, HttpCode, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import {
  Allow,
  CurrentUser,
  Permission,
  RecentlyAuthenticated,
  type Principal,
} from '../../../common/access/index.js';
import { CommonErrors } from '../../../common/errors/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { UserErrors } from '../../users/index.js';
import { ScheduleErasure } from '../application/schedule-erasure.js';
import { PrivacyErrors } from '../domain/privacy.errors.js';
import { ErasureDto } from './erasure.dto.js';

const STATUS_PATH = '/api/v1/users/me/erasure';

@ApiTags('me')
@Allow(Permission.OwnAccount)
@Controller('users/me')
export class ErasureController {
  constructor(private readonly erasure: ScheduleErasure) {}

  /**
   * Have one's account erased, with everything that tells who it was. It works on until `dueAt`, and until then this can be
   * cancelled; afterwards nobody can bring it back, and its e-mail address can't be used again.
   */
  @Delete()
  @RecentlyAuthenticated()
  @HttpCode(202)
  @Throws(UserErrors.lastAdministrator)
  async schedule(
    @CurrentUser() { userId }: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ErasureDto> {
    const request = await this.erasure.schedule(userId);
    reply.header('location', STATUS_PATH);
    return ErasureDto.of(request);
  }

  /** What became of the latest wish to be erased. */
  @Get('erasure')
  @Throws(CommonErrors.notFound)
  async read(@CurrentUser() { userId }: Principal): Promise<ErasureDto> {
    return ErasureDto.of(await this.erasure.read(userId));
  }

  /** Keep one's account after all. */
  @Post('erasure/cancel')
  @HttpCode(204)
  @Throws(PrivacyErrors.noErasure)
  cancel(@CurrentUser() { userId }: Principal): Promise<void> {
    return this.erasure.cancel(userId);
  }
}
