import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Res } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow, Permission, Public } from '../../../common/access/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { IdPipe } from '../../../common/validation/index.js';
import { Cached } from '../../../infra/cache/index.js';
import { PHASES_TAG } from '../application/catalogue-tags.js';
import { ManagePhases } from '../application/shelves/manage-phases.js';
import { AuthoringErrors } from '../domain/authoring.errors.js';
import { ShelfErrors } from '../domain/shelf.errors.js';
import { ChangePhaseDto, CreatePhaseDto, PhaseDto, PhaseListDto } from './phase.dto.js';

const PHASE = { name: 'id', example: '665f1c2ab7e4c0a1d2e3f40a' };

@ApiTags('catalogue')
@Allow(Permission.ManageCatalogue)
@Controller('phases')
export class PhasesController {
  constructor(private readonly phases: ManagePhases) {}

  /** The phases of learning, in their order. */
  @Get()
  @Public()
  @Cached({ ttl: 300, tags: [PHASES_TAG], scope: 'public' })
  async list(): Promise<PhaseListDto> {
    return { data: (await this.phases.list()).map(PhaseDto.of) };
  }

  /** One phase. */
  @Get(':id')
  @Public()
  @Cached({ ttl: 300, tags: [PHASES_TAG], scope: 'public' })
  @ApiParam(PHASE)
  @Throws(ShelfErrors.phaseNotFound)
  async read(@Param('id', IdPipe) id: string): Promise<PhaseDto> {
    return PhaseDto.of(await this.phases.get(id));
  }

  /** Add a phase. */
  @Post()
  @Throws(ShelfErrors.phaseTaken, AuthoringErrors.unknownPrerequisite)
  async create(
    @Body() phase: CreatePhaseDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PhaseDto> {
    const created = await this.phases.create(phase);
    reply.header('location', `/api/v1/phases/${created.id}`);
    return PhaseDto.of(created);
  }

  /** Change a phase. */
  @Patch(':id')
  @ApiParam(PHASE)
  @Throws(ShelfErrors.phaseNotFound, AuthoringErrors.unknownPrerequisite, AuthoringErrors.prerequisiteCycle)
  async change(@Param('id', IdPipe) id: string, @Body() changes: ChangePhaseDto): Promise<PhaseDto> {
    return PhaseDto.of(await this.phases.change(id, changes));
  }

  /** Remove a phase that no course belongs to and no other phase builds on. */
  @Delete(':id')
  @HttpCode(204)
  @ApiParam(PHASE)
  @Throws(ShelfErrors.phaseNotFound, ShelfErrors.phaseInUse)
  async remove(@Param('id', IdPipe) id: string): Promise<void> {
    await this.phases.remove(id);
  }
}
