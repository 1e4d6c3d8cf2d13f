import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
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
import { mapPage } from '../../../common/pagination/index.js';
import { IdPipe } from '../../../common/validation/index.js';
import { ChangeKey } from '../application/api-keys/change-key.js';
import { IssueKey } from '../application/api-keys/issue-key.js';
import { ReadKeys } from '../application/api-keys/read-keys.js';
import { RevokeKey } from '../application/api-keys/revoke-key.js';
import { AuthErrors } from '../domain/auth.errors.js';
import {
  ApiKeyDto,
  ApiKeyPageDto,
  ApiKeyQuery,
  ChangeApiKeyDto,
  IssuedApiKeyDto,
  NewApiKeyDto,
} from './api-key.dto.js';

const KEY = { name: 'id', example: '665f1c2ab7e4c0a1d2e3f406' };

@ApiTags('auth')
@Controller('auth/api-keys')
@Allow(Permission.ManageApiKeys)
export class ApiKeysController {
  constructor(
    private readonly keys: ReadKeys,
    private readonly issueKey: IssueKey,
    private readonly changeKey: ChangeKey,
    private readonly revokeKey: RevokeKey,
  ) {}

  /** The API keys, newest first; never the secret of any of them. */
  @Get()
  async list(@Query() { serviceAccountId: userId, limit, cursor }: ApiKeyQuery): Promise<ApiKeyPageDto> {
    return mapPage(await this.keys.list({ userId, limit, cursor }), ApiKeyDto.of);
  }

  /** One API key, without its secret. */
  @Get(':id')
  @ApiParam(KEY)
  @Throws(CommonErrors.notFound)
  async read(@Param('id', IdPipe) id: string): Promise<ApiKeyDto> {
    return ApiKeyDto.of(await this.keys.get(id));
  }

  /** Make an API key for a service account. The answer is the only one that ever shows the key. */
  @Post()
  @Header('cache-control', 'no-store')
  @RecentlyAuthenticated()
  @Throws(AuthErrors.notAServiceAccount)
  async issue(
    @CurrentUser() maker: Principal,
    @Body() { expiresAt = null, rateLimitPerMinute = null, ...order }: NewApiKeyDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<IssuedApiKeyDto> {
    const { apiKey, key } = await this.issueKey.execute(maker, { ...order, expiresAt, rateLimitPerMinute });
    reply.header('location', `/api/v1/auth/api-keys/${apiKey.id}`);
    return { ...ApiKeyDto.of(apiKey), key };
  }

  /** Change what a key is called, what it may do and how long. What isn't named stays; the key is the same. */
  @Patch(':id')
  @RecentlyAuthenticated()
  @ApiParam(KEY)
  @Throws(CommonErrors.notFound)
  async change(
    @CurrentUser() changer: Principal,
    @Param('id', IdPipe) id: string,
    @Body() changes: ChangeApiKeyDto,
  ): Promise<ApiKeyDto> {
    return ApiKeyDto.of(await this.changeKey.execute(changer, id, changes));
  }

  /** Revoke a key. The next request with it is refused. */
  @Delete(':id')
  @HttpCode(204)
  @ApiParam(KEY)
  @Throws(CommonErrors.notFound)
  revoke(@Param('id', IdPipe) id: string): Promise<void> {
    return this.revokeKey.execute(id);
  }
}
