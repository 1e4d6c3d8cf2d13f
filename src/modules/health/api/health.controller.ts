import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../../../common/access/index.js';
import { NoRateLimit } from '../../../common/rate-limit/index.js';
import { HealthService } from '../application/health.service.js';
import { DatabaseHealthDto, HealthDto, LivenessDto, ReadinessDto } from './health.dto.js';

/** Answers in the documents' own shape, not as problem documents: load balancers and dashboards read them (X35). */
@ApiTags('health')
@Public()
@NoRateLimit()
@Controller('api/health')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  /** How this process and what it depends on are doing. */
  @Get()
  @ApiOkResponse({ type: HealthDto })
  @ApiServiceUnavailableResponse({ type: HealthDto, description: 'The database does not answer' })
  async overview(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthDto> {
    const [database, redis] = await Promise.all([this.health.database(), this.health.redisAnswers()]);
    reply.code(database.healthy ? 200 : 503);
    return {
      status: !database.healthy ? 'unhealthy' : redis ? 'healthy' : 'degraded',
      database: asDto(database),
      redis: redis ? 'healthy' : 'unhealthy',
      uptimeSeconds: Math.floor(process.uptime()),
    };
  }

  /** Whether this process runs at all; restart it when it doesn't answer. */
  @Get('live')
  live(): LivenessDto {
    return { status: 'alive' };
  }

  /**
   * Whether this process should get requests. It should when the database answers, migrations are done and no shutdown is
   * under way.
   */
  @Get('ready')
  @ApiOkResponse({ type: ReadinessDto })
  @ApiServiceUnavailableResponse({ type: ReadinessDto, description: 'Send requests elsewhere' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<ReadinessDto> {
    const obstacles = await this.health.obstacles();
    reply.code(obstacles.length === 0 ? 200 : 503);
    return { status: obstacles.length === 0 ? 'ready' : 'not-ready', obstacles };
  }

  /** Whether the database answers a ping (000-58). */
  @Get('database')
  @ApiOkResponse({ type: DatabaseHealthDto })
  @ApiServiceUnavailableResponse({ type: DatabaseHealthDto, description: 'The database does not answer' })
  async database(@Res({ passthrough: true }) reply: FastifyReply): Promise<DatabaseHealthDto> {
    const database = await this.health.database();
    reply.code(database.healthy ? 200 : 503);
    return asDto(database);
  }
}

const asDto = ({ healthy, state }: Awaited<ReturnType<HealthService['database']>>): DatabaseHealthDto => ({
  status: healthy ? 'healthy' : 'unhealthy',
  state,
});
