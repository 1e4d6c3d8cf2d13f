import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, Permission } from '../../../common/access/index.js';
import { mapPage } from '../../../common/pagination/index.js';
import { SearchAuditLog } from '../application/search-audit-log.js';
import { VerifyChain } from '../application/verify-chain.js';
import { AuditEntryDto, AuditPageDto } from './audit-entry.dto.js';
import { AnchorQueryDto, AuditQueryDto } from './audit-query.dto.js';
import { ChainReportDto } from './chain-report.dto.js';

@ApiTags('operations')
@Allow(Permission.ReadAudit)
@Controller('audit-logs')
export class AuditLogsController {
  constructor(
    private readonly log: SearchAuditLog,
    private readonly verifyChain: VerifyChain,
  ) {}

  /** What was done, by whom, on whom and from where, the latest first. */
  @Get()
  async list(@Query() query: AuditQueryDto): Promise<AuditPageDto> {
    return mapPage(await this.log.execute(query), AuditEntryDto.of);
  }

  /** Whether the log is what was recorded. All of it is read; lines that were changed, moved or removed are named. */
  @Get('verification')
  async verify(@Query() { seq, hash }: AnchorQueryDto): Promise<ChainReportDto> {
    const anchor = seq !== undefined && hash !== undefined ? { seq, hash } : undefined;
    return ChainReportDto.of(await this.verifyChain.execute(anchor));
  }
}
