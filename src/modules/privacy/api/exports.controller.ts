import { Controller, Get, HttpCode, Param, Post, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
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
import { IdPipe } from '../../../common/validation/index.js';
import { CryptoErrors } from '../../../infra/crypto/index.js';
import { ReadExports } from '../application/read-exports.js';
import { RequestExport } from '../application/request-export.js';
import { PrivacyErrors } from '../domain/privacy.errors.js';
import { DataExportDto, DataExportListDto, pathOf } from './exports.dto.js';

const ID = { name: 'id', example: '665f1c2ab7e4c0a1d2e3f4e0' };

@ApiTags('me')
@Allow(Permission.OwnAccount)
@Controller('users/me')
export class ExportsController {
  constructor(
    private readonly requestExport: RequestExport,
    private readonly exports: ReadExports,
  ) {}

  /**
   * Have a copy of everything about oneself made: a ZIP of JSON files with a manifest. A mail tells when it is ready; its
   * state is at `Location`. One is made at a time: asking meanwhile gives that one.
   */
  @Post('export')
  @RecentlyAuthenticated()
  @HttpCode(202)
  @Throws(PrivacyErrors.tooManyExports)
  async request(
    @CurrentUser() { userId }: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DataExportDto> {
    const requested = await this.requestExport.execute(userId);
    reply.header('location', pathOf(requested.id));
    return DataExportDto.of(requested);
  }

  /** One's own exports, the latest first. */
  @Get('exports')
  async list(@CurrentUser() { userId }: Principal): Promise<DataExportListDto> {
    return { data: (await this.exports.list(userId)).map((found) => DataExportDto.of(found)) };
  }

  /** What became of an export. */
  @Get('exports/:id')
  @ApiParam(ID)
  @Throws(CommonErrors.notFound)
  async read(@CurrentUser() { userId }: Principal, @Param('id', IdPipe) id: string): Promise<DataExportDto> {
    return DataExportDto.of(await this.exports.get(userId, id));
  }

  /** The file of an export, as long as it has not expired. */
  @Get('exports/:id/download')
  @RecentlyAuthenticated()
  @ApiParam(ID)
  @ApiProduces('application/zip')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @Throws(
    CommonErrors.notFound,
    PrivacyErrors.exportNotReady,
    PrivacyErrors.exportExpired,
    CryptoErrors.damagedValue,
  )
  async download(
    @CurrentUser() { userId }: Principal,
    @Param('id', IdPipe) id: string,
  ): Promise<StreamableFile> {
    const { filename, sizeBytes, content } = await this.exports.download(userId, id);
    return new StreamableFile(content, {
      type: 'application/zip',
      disposition: `attachment; filename="${filename}"`,
      length: sizeBytes,
    });
  }
}
