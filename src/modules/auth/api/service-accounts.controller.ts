import { Body, Controller, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow, Permission, RecentlyAuthenticated } from '../../../common/access/index.js';
import { CreateServiceAccount } from '../application/api-keys/create-service-account.js';
import { ServiceAccountDto, ServiceAccountInputDto } from './api-key.dto.js';

@ApiTags('auth')
@Controller('auth/service-accounts')
@Allow(Permission.ManageApiKeys)
export class ServiceAccountsController {
  constructor(private readonly createServiceAccount: CreateServiceAccount) {}

  /**
   * Make an account for a program. Nobody can sign in to it; programs use its API keys. It is listed, suspended and deleted
   * like every account, and its keys with it.
   */
  @Post()
  @RecentlyAuthenticated()
  async create(
    @Body() { name }: ServiceAccountInputDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ServiceAccountDto> {
    const account = await this.createServiceAccount.execute(name);
    reply.header('location', `/api/v1/users/${account.id}`);
    return ServiceAccountDto.of(account);
  }
}
