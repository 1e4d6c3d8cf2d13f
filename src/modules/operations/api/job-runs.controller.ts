import { Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow, Permission } from '../../../common/access/index.js';
import { CommonErrors } from '../../../common/errors/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { mapPage } from '../../../common/pagination/index.js';
import { IdPipe } from '../../../common/validation/index.js';
import { JobDesk } from '../application/job-desk.js';
import { JobRunDto, JobRunPageDto, JobRunQuery, StartedRunDto } from './job-run.dto.js';

@ApiTags('operations')
@Allow(Permission.Operations)
@Controller('job-runs')
export class JobRunsController {
  constructor(private readonly jobs: JobDesk) {}

  /** The runs of scheduled jobs, the latest first. */
  @Get()
  async list(@Query() query: JobRunQuery): Promise<JobRunPageDto> {
    return mapPage(await this.jobs.list(query), JobRunDto.of);
  }

  /** One run. */
  @Get(':id')
  @ApiParam({ name: 'id', example: '665f1c2ab7e4c0a1d2e3f406' })
  @Throws(CommonErrors.notFound)
  async read(@Param('id', IdPipe) id: string): Promise<JobRunDto> {
    return JobRunDto.of(await this.jobs.get(id));
  }

  /** Run a job now. It is skipped when a run of the same job is going on. */
  @Post(':job')
  @HttpCode(202)
  @ApiParam({ name: 'job', example: 'enrollments.end-overdue' })
  @Throws(CommonErrors.notFound)
  async start(
    @Param('job') job: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StartedRunDto> {
    const runId = await this.jobs.start(job);
    reply.header('location', `/api/v1/job-runs/${runId}`);
    return { runId };
  }
}
